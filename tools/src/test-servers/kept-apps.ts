import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../processes/ports.js';
import { answersOk } from '../processes/probes.js';
import { workspaceRoot } from '../workspace.js';
import { type RunningServer, startGuarded } from './guarded-server.js';

/** An app that files of tests share. Whoever asks first says how it is started. */
export interface WantedApp {
  name: string;
  /** Path below the project root, such as `apps/gateway/dist/main.js`. */
  script: string;
  env: Record<string, string>;
}

/** Apps that start when a file of tests first asks for them, and run until the end of the test run. */
export class KeptApps {
  private readonly folder = mkdtempSync(join(tmpdir(), 'trailmark-test-apps-'));
  private readonly apps = new Map<string, Promise<RunningServer>>();

  /** Their addresses by name, once all are ready. @throws UserError with the log of one that does not start. */
  async want(wanted: readonly WantedApp[]): Promise<Record<string, string>> {
    const urls = wanted.map(async (app): Promise<[string, string]> => {
      const running = this.apps.get(app.name) ?? this.start(app);
      this.apps.set(app.name, running);
      return [app.name, (await running).url];
    });
    return Object.fromEntries(await Promise.all(urls));
  }

  async stop(): Promise<void> {
    const started = await Promise.allSettled(this.apps.values());
    const running = started.flatMap((app) => (app.status === 'fulfilled' ? [app.value] : []));
    await Promise.all(running.map((app) => app.stop()));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async start({ name, script, env }: WantedApp): Promise<RunningServer> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    return startGuarded({
      name,
      url,
      port,
      server: {
        command: process.execPath,
        args: ['--enable-source-maps', resolve(workspaceRoot, script)],
      },
      env: { PATH: process.env.PATH, ...env, PORT: String(port) },
      logFile: join(this.folder, `${name}.log`),
      isReady: () => answersOk(`${url}/health/ready`),
      removeWhenOrphaned: this.folder,
    });
  }
}
