import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppDesk } from './app-desk.js';
import type { RunningServer } from './guarded-server.js';
import { startMariaDb } from './start-mariadb.js';
import { startNats } from './start-nats.js';

interface Started {
  server: RunningServer;
  folder: string;
}

const running: Started[] = [];
let desk: AppDesk | null = null;

async function start(
  name: string,
  launch: (folder: string) => Promise<RunningServer>,
): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), `trailmark-test-${name}-`));
  const server = await launch(folder);
  running.push({ server, folder });
  return server;
}

/**
 * Starts the servers that all tests of one run share and tells the test processes where they are, and
 * where to ask for apps to share.
 */
export async function startTestServers(): Promise<void> {
  const [database, nats] = await Promise.all([
    start('mariadb', (dataDir) => startMariaDb({ dataDir, removeWhenOrphaned: dataDir })),
    start('nats', (storeDir) => startNats({ storeDir, removeWhenOrphaned: storeDir })),
  ]);
  desk = await AppDesk.open();
  process.env.TRAILMARK_TEST_APPS_URL = desk.url;
  process.env.TRAILMARK_TEST_DATABASE_URL = database.url;
  process.env.TRAILMARK_TEST_MARIADB_PID = String(database.pid);
  process.env.TRAILMARK_TEST_NATS_PORT = String(nats.port);
  process.env.TRAILMARK_TEST_NATS_LOG = nats.logFile;
  process.env.TRAILMARK_TEST_NATS_PID = String(nats.pid);
}

export async function stopTestServers(): Promise<void> {
  await desk?.close();
  desk = null;
  await Promise.all(
    running.splice(0).map(async ({ server, folder }) => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }),
  );
}
