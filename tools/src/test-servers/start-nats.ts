import { join } from 'node:path';
import { freePort } from '../processes/ports.js';
import { greets } from '../processes/probes.js';
import { findServers } from '../servers/find-servers.js';
import { prepareNatsServer, TEST_PASSWORD } from '../servers/nats-server.js';
import { type RunningServer, startGuarded } from './guarded-server.js';

export const TEST_ACCOUNTS = 16;

export interface StartNatsOptions {
  /** The server's own folder. A second start on it, after a stop or a kill, finds the streams again. */
  storeDir: string;
  /** A fixed port, as for a restart; a free one when absent. */
  port?: number;
  /** Accounts T1, T2, … each with JetStream, an operator t1, t2, … and users t1-events, …; password `test`. */
  accounts?: number;
  removeWhenOrphaned?: string;
}

/** Starts a private NATS with JetStream for tests; `url` is user t1's. */
export async function startNats(options: StartNatsOptions): Promise<RunningServer> {
  const { nats } = findServers({ databaseUrl: 'not needed', natsUrl: undefined });
  if (nats.kind !== 'private') throw new Error('Tests need nats-server on this machine.');
  const port = options.port ?? (await freePort());
  const { storeDir: folder, accounts = TEST_ACCOUNTS } = options;
  return startGuarded({
    name: 'NATS',
    url: `nats://t1:${TEST_PASSWORD}@127.0.0.1:${port}`,
    port,
    server: prepareNatsServer({ binary: nats.binary, folder, port, accounts }),
    logFile: join(folder, 'server.log'),
    isReady: () => greets(port, 'INFO'),
    removeWhenOrphaned: options.removeWhenOrphaned,
  });
}
