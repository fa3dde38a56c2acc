import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { waitFor } from '@trailmark/testing';
import { RunningServer, startRedis } from '@trailmark/tools';
import { CacheStore } from '../src/cache/cache-store.js';
import { DashboardConfig } from '../src/config.js';
import { ACache } from './a-cache.js';

describe('the cache that replicas share', () => {
  let folder: string;
  let redis: RunningServer;
  let here: ACache;
  let there: ACache;

  /** Kept and found again: two questions in a row with the same answer. */
  const keeps = (cache: ACache) =>
    waitFor(async () => (await cache.ask('probe')) === (await cache.ask('probe')));

  const save = async () => {
    const socket = connect(redis.port, '127.0.0.1');
    socket.write('SAVE\r\n');
    expect(String((await once(socket, 'data'))[0])).toBe('+OK\r\n');
    socket.destroy();
  };
  const restart = async () => {
    redis = await startRedis({ dataDir: folder, port: redis.port });
  };

  beforeAll(() => {
    Logger.overrideLogger(false);
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-cache-'));
    redis = await startRedis({ dataDir: folder });
    here = new ACache(redis.url);
    there = new ACache(redis.url);
    await keeps(here);
    await keeps(there);
  });
  afterEach(async () => {
    here.close();
    there.close();
    await redis.stop();
    rmSync(folder, { recursive: true });
  });

  const told = (value: number) => ({ compute: () => Promise.resolve(value) });

  it('computes once for both', async () => {
    expect(await here.ask('ann', told(1))).toBe(1);
    expect(await there.ask('ann', told(2))).toBe(1);
  });

  it('drops for both what either hears a fact of', async () => {
    await here.ask('ann', told(1));
    there.fact('ann');
    expect(await there.ask('ann', told(2))).toBe(2);
    expect(await here.ask('ann', told(3))).toBe(2);
  });

  it('does not keep what one computed before the other heard a fact', async () => {
    let end: (value: number) => void = () => undefined;
    const compute = () => new Promise<number>((resolve) => (end = resolve));
    const computed = here.computed;
    const early = here.ask('ann', { compute });
    await waitFor(() => here.computed > computed);
    there.fact('ann');
    expect(await there.ask('ann', told(2))).toBe(2);
    end(1);
    expect(await early).toBe(1);
    expect(await here.ask('ann', told(3))).toBe(2);
  });

  it('computes while Redis stands still, and has not forgotten the facts when it goes on', async () => {
    await here.ask('ann', told(1));
    await here.ask('bob', told(1));
    process.kill(redis.pid, 'SIGSTOP');
    expect(await here.ask('bob', told(2))).toBe(2);
    here.fact('ann');
    expect(await here.ask('ann', told(2))).toBe(2);
    expect(await here.ask('ann', told(3))).toBe(3);
    process.kill(redis.pid, 'SIGCONT');
    await keeps(here);
    expect(await here.ask('ann', told(4))).toBeGreaterThan(1);
    await waitFor(async () => (await there.ask('ann', told(5))) > 1);
    expect(await here.ask('bob', told(6))).toBe(1);
  });

  it('does not take for absent, and begin anew, what a Redis that is gone would know', async () => {
    const config = { redisUrl: redis.url, cacheTimeoutMs: 10_000 };
    const store = new CacheStore(Object.assign(new DashboardConfig(), config));
    const keep = () => store.keep('name', 'kept', 60_000);
    await waitFor(() =>
      keep().then(
        () => true,
        () => false,
      ),
    );
    expect(await store.read(['name', 'other'])).toEqual(['kept', undefined]);
    await redis.kill();
    await expect(store.read(['name'])).rejects.toThrow();
    store.onApplicationShutdown();
  });

  it('computes while Redis is gone, and keeps again when it is back', async () => {
    await here.ask('ann', told(1));
    await redis.kill();
    expect(await here.ask('ann', told(2))).toBe(2);
    here.fact('ann');
    expect(await here.ask('ann', told(3))).toBe(3);
    await restart();
    await keeps(here);
    expect(await here.ask('ann', told(4))).toBe(4);
    expect(await here.ask('ann', told(5))).toBe(4);
  });

  it('trusts nothing of a Redis that comes back with what it had saved before a fact', async () => {
    await here.ask('ann', told(1));
    await save();
    here.fact('ann');
    expect(await here.ask('ann', told(2))).toBe(2);
    await redis.kill();
    await restart();
    await keeps(here);
    expect(await here.ask('ann', told(3))).toBe(3);
  });

  it('joins those who ask the same also while Redis is gone', async () => {
    await redis.kill();
    const before = here.computed;
    const answers = await Promise.all(Array.from({ length: 10 }, () => here.ask('ann', told(7))));
    expect(new Set(answers)).toEqual(new Set([7]));
    expect(here.computed - before).toBe(1);
    expect((await here.counted()).bypass).toBeGreaterThan(0);
  });

  it('begins without Redis and takes it when it comes', async () => {
    await redis.kill();
    const late = new ACache(redis.url);
    expect(await late.ask('ann', told(1))).toBe(1);
    expect(await late.ask('ann', told(2))).toBe(2);
    await restart();
    await keeps(late);
    late.close();
  });
});
