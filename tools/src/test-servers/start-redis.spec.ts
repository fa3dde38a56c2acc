import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { greets } from '../processes/probes.js';
import { refOf } from '../processes/process-ref.js';
import type { RunningServer } from './guarded-server.js';
import { startRedis } from './start-redis.js';

describe('a private Redis', () => {
  let dataDir: string;
  let server: RunningServer;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'trailmark-spec-redis-'));
    server = await startRedis({ dataDir });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true });
  });

  const says = (command: string, answer: string) =>
    expect(greets(server.port, answer, `${command}\r\n`)).resolves.toBe(true);

  it.each(['stop', 'kill'] as const)(
    'has its port again after %s and start, empty',
    async (end) => {
      await says('SET word elephant', '+OK');
      const { pid, port } = server;
      await server[end]();
      expect(refOf(pid)).toBeNull();
      server = await startRedis({ dataDir, port });
      await says('GET word', '$-1');
    },
  );

  it('has what it was told to save', async () => {
    await says('SET word elephant', '+OK');
    await says('SAVE', '+OK');
    await server.kill();
    server = await startRedis({ dataDir, port: server.port });
    await says('GET word', '$8');
  });
});
