import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type NatsConnection } from 'nats';
import { startNats } from './start-nats.js';
import type { RunningServer } from './guarded-server.js';

describe('a private NATS', () => {
  let storeDir: string;
  let server: RunningServer;
  const as = async <T>(user: string, use: (nc: NatsConnection) => Promise<T>): Promise<T> => {
    const nc = await connect({ port: server.port, user, pass: 'test' });
    try {
      return await use(nc);
    } finally {
      await nc.close();
    }
  };
  const stored = (nc: NatsConnection) =>
    nc.jetstreamManager().then(async (manager) => {
      const { state } = await manager.streams.info('KEPT');
      return state.messages;
    });

  beforeAll(async () => {
    storeDir = mkdtempSync(join(tmpdir(), 'trailmark-spec-nats-'));
    server = await startNats({ storeDir });
    await as('t1', async (nc) => {
      const manager = await nc.jetstreamManager();
      await manager.streams.add({ name: 'KEPT', subjects: ['kept.>'] });
      await nc.jetstream().publish('kept.one', 'first');
    });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(storeDir, { recursive: true });
  });

  it.each(['stop', 'kill'] as const)('keeps its streams and port over %s', async (end) => {
    const { port } = server;
    await server[end]();
    server = await startNats({ storeDir, port });
    expect(await as('t1', stored)).toBe(1);
  });

  it('keeps accounts apart', async () => {
    await expect(as('t2', stored)).rejects.toThrow('stream not found');
    const limits = await as('t16', (nc) => nc.jetstreamManager().then((m) => m.getAccountInfo()));
    expect(limits.streams).toBe(0);
  });

  it('lets nobody in without a password, nor a user beyond the last account', async () => {
    await expect(connect({ port: server.port })).rejects.toThrow(/Authorization/i);
    await expect(as('t17', stored)).rejects.toThrow(/Authorization/i);
  });
});
