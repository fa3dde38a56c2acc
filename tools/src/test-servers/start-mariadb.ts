import { join } from 'node:path';
import { freePort } from '../processes/ports.js';
import {
  adminUrl,
  databaseAnswers,
  prepareDatabaseServer,
  type Replication,
} from '../servers/database-server.js';
import { findServers } from '../servers/find-servers.js';
import { type RunningServer, startGuarded } from './guarded-server.js';

const ROOT_PASSWORD = 'test';

export interface StartMariaDbOptions {
  /** The server's own folder. A second start on it, after a stop or a kill, finds the data again. */
  dataDir: string;
  /** A fixed port, as for a restart; a free one when absent. */
  port?: number;
  removeWhenOrphaned?: string;
  /** Keeps a binary log that another server can follow. */
  replication?: Replication;
}

/** Starts a private MariaDB (or MySQL) for tests; `url` is the administrator's and names no schema. */
export async function startMariaDb(options: StartMariaDbOptions): Promise<RunningServer> {
  const { database } = findServers({ databaseUrl: undefined, natsUrl: 'not needed' });
  if (database.kind !== 'private') throw new Error('Tests need a database server on this machine.');
  const port = options.port ?? (await freePort());
  const url = adminUrl(port, ROOT_PASSWORD);
  const server = prepareDatabaseServer({
    binary: database.binary,
    folder: options.dataDir,
    port,
    rootPassword: ROOT_PASSWORD,
    accounts: [],
    fast: true,
    replication: options.replication,
  });
  return startGuarded({
    name: 'MariaDB',
    url,
    port,
    server,
    logFile: join(options.dataDir, 'server.log'),
    isReady: () => databaseAnswers(url),
    removeWhenOrphaned: options.removeWhenOrphaned,
  });
}
