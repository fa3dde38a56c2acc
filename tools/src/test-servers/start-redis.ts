import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { freePort } from '../processes/ports.js';
import { greets } from '../processes/probes.js';
import { canUseApt, installByApt } from '../servers/apt.js';
import { findRedisServer } from '../servers/binaries.js';
import { UserError } from '../user-error.js';
import { type RunningServer, startGuarded } from './guarded-server.js';

export interface StartRedisOptions {
  /** The server's own folder. A second start on it finds what a client had it save there. */
  dataDir: string;
  /** A fixed port, as for a restart; a free one when absent. */
  port?: number;
  removeWhenOrphaned?: string;
}

function redisBinary(): string {
  const found = findRedisServer();
  if (found) return found;
  if (canUseApt()) installByApt({ database: false, nats: false, redis: true });
  const installed = findRedisServer();
  if (!installed) throw new UserError('Tests of the cache need redis-server on this machine.');
  return installed;
}

/** Starts a private Redis for tests that saves nothing by itself. Installs it first where that is possible. */
export async function startRedis(options: StartRedisOptions): Promise<RunningServer> {
  const { dataDir } = options;
  const port = options.port ?? (await freePort());
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const settings = { port: String(port), bind: '127.0.0.1', dir: dataDir, save: '' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  return startGuarded({
    name: 'Redis',
    url: `redis://127.0.0.1:${port}`,
    port,
    server: { command: redisBinary(), args },
    logFile: join(dataDir, 'server.log'),
    isReady: () => greets(port, '+PONG', 'PING\r\n'),
    removeWhenOrphaned: options.removeWhenOrphaned,
  });
}
