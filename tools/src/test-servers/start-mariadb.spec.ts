import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { refOf } from '../processes/process-ref.js';
import { startMariaDb } from './start-mariadb.js';
import type { RunningServer } from './guarded-server.js';

async function query(url: string, sql: string): Promise<RowDataPacket[]> {
  const connection = await createConnection(url);
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows;
  } finally {
    await connection.end();
  }
}

describe('a private MariaDB', () => {
  let dataDir: string;
  let server: RunningServer;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'trailmark-spec-db-'));
    server = await startMariaDb({ dataDir });
    await query(server.url, 'CREATE DATABASE kept');
    await query(server.url, 'CREATE TABLE kept.words (word VARCHAR(20))');
    await query(server.url, "INSERT INTO kept.words VALUES ('naïve 🐘')");
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true });
  });

  const words = () => query(server.url, 'SELECT word FROM kept.words');

  it.each(['stop', 'kill'] as const)('keeps its data and port over %s and start', async (end) => {
    const { pid, port } = server;
    await server[end]();
    expect(refOf(pid)).toBeNull();
    server = await startMariaDb({ dataDir, port });
    expect(server.port).toBe(port);
    expect(await words()).toEqual([{ word: 'naïve 🐘' }]);
  });

  it('listens on the loopback interface only, and lets nobody in without the password', async () => {
    expect(await query(server.url, 'SELECT @@bind_address AS address')).toEqual([
      { address: '127.0.0.1' },
    ]);
    const anonymous = server.url.replace('root:test', 'root');
    await expect(query(anonymous, 'SELECT 1')).rejects.toThrow(/Access denied/);
  });

  it('keeps its temporary tables where no other server, which would delete them, starts', async () => {
    const tables = join(dataDir, 'tmp');
    expect(await query(server.url, 'SELECT @@tmpdir AS folder')).toEqual([{ folder: tables }]);
  });

  it('can be stopped twice', async () => {
    await server.stop();
    await server.stop();
    server = await startMariaDb({ dataDir, port: server.port });
    expect(await words()).toHaveLength(1);
  });
});
