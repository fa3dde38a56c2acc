import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { KeptApps, type WantedApp } from './kept-apps.js';

/** Where the processes of a test run ask for the apps that they share: they start when the first one asks. */
export class AppDesk {
  private constructor(
    private readonly server: Server,
    private readonly apps: KeptApps,
  ) {}

  static async open(): Promise<AppDesk> {
    const apps = new KeptApps();
    const server = createServer((request, response) => {
      json(request)
        .then((wanted) => apps.want(wanted as WantedApp[]))
        .then((urls) => response.end(JSON.stringify(urls)))
        .catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
    server.listen(0, '127.0.0.1').unref();
    await once(server, 'listening');
    return new AppDesk(server, apps);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await this.apps.stop();
  }
}
