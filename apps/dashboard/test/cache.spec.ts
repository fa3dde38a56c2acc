import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { waitFor } from '@trailmark/testing';
import { RunningServer, startRedis } from '@trailmark/tools';
import { ACache } from './a-cache.js';

/** A computation that the test lets end. */
const gate = () => {
  let open: (value: number) => void = () => undefined;
  const opened = new Promise<number>((resolve) => (open = resolve));
  return { open, compute: () => opened };
};

describe.each(['this process', 'Redis'] as const)('the cache in %s', (kind) => {
  let redis: RunningServer | null = null;
  let folder: string | null = null;
  let cache: ACache;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    if (kind !== 'Redis') return;
    folder = mkdtempSync(join(tmpdir(), 'trailmark-cache-'));
    redis = await startRedis({ dataDir: folder });
  });
  afterAll(async () => {
    await redis?.stop();
    if (folder) rmSync(folder, { recursive: true });
  });

  beforeEach(async () => {
    cache = new ACache(redis?.url ?? null);
    await waitFor(async () => {
      await cache.ask('warm-up');
      return (await cache.counted()).hit === 1;
    });
    cache.gap();
    cache.computed = 0;
  });
  afterEach(() => cache.close());

  it('answers the same question again without computing', async () => {
    expect(await cache.ask('ann')).toBe(1);
    expect(await cache.ask('ann')).toBe(1);
    expect(cache.computed).toBe(1);
  });

  it('removes all that is kept of a user, also what no fact made findable any more', async () => {
    const stale = await cache.ask('ann');
    cache.fact('ann');
    await cache.ask('ann');
    await cache.ask('ann', { about: 'more' });
    await cache.ask('anna');
    // Two answers of today, one from before the fact, and the name they are kept under.
    expect(await cache.erase('ann')).toBeGreaterThanOrEqual(3);
    expect(await cache.erase('ann')).toBe(0);
    expect(await cache.ask('ann')).toBeGreaterThan(stale);
    const { computed } = cache;
    await cache.ask('anna');
    expect(cache.computed).toBe(computed);
  });

  it('keeps users and questions apart', async () => {
    const answers = [
      await cache.ask('ann', { about: 'a' }),
      await cache.ask('ann', { about: 'b' }),
      await cache.ask('bob', { about: 'a' }),
      await cache.ask('Ann', { about: 'a' }),
    ];
    expect(answers).toEqual([1, 2, 3, 4]);
  });

  it('forgets an answer when its time has passed', async () => {
    expect(await cache.ask('ann', { ttlMs: 20 })).toBe(1);
    await waitFor(async () => (await cache.ask('ann')) === 2);
  });

  it('forgets a user whose fact is told, at once, and nobody else', async () => {
    await cache.ask('ann');
    await cache.ask('bob');
    cache.fact('ann');
    expect(await cache.ask('ann')).toBe(3);
    expect(await cache.ask('bob')).toBe(2);
    expect(await cache.ask('ann')).toBe(3);
  });

  it('forgets everybody after a gap', async () => {
    await cache.ask('ann');
    await cache.ask('bob');
    cache.gap();
    expect([await cache.ask('ann'), await cache.ask('bob')]).toEqual([3, 4]);
  });

  it('computes once for all who ask meanwhile', async () => {
    const { open, compute } = gate();
    const answers = Promise.all(Array.from({ length: 20 }, () => cache.ask('ann', { compute })));
    open(7);
    expect(new Set(await answers)).toEqual(new Set([7]));
    expect(cache.computed).toBe(1);
  });

  it('neither joins nor keeps a computation from before a fact', async () => {
    const before = gate();
    const early = cache.ask('ann', before);
    await waitFor(() => cache.computed === 1);
    cache.fact('ann');
    const after = gate();
    const late = cache.ask('ann', after);
    after.open(2);
    expect(await late).toBe(2);
    before.open(1);
    expect(await early).toBe(1);
    expect(await cache.ask('ann')).toBe(2);
  });

  it('keeps no answer of which a part is missing', async () => {
    expect(await cache.ask('ann', { whole: false })).toBe(1);
    expect(await cache.ask('ann')).toBe(2);
  });

  it('keeps no failure', async () => {
    const compute = () => Promise.reject(new Error('a defect'));
    await expect(cache.ask('ann', { compute })).rejects.toThrow('a defect');
    expect(await cache.ask('ann')).toBe(2);
  });

  it('counts what it could answer', async () => {
    const before = await cache.counted();
    await cache.ask('ann');
    await cache.ask('ann');
    const { hit = 0, miss = 0 } = await cache.counted();
    expect([hit - (before.hit ?? 0), miss - (before.miss ?? 0)]).toEqual([1, 1]);
  });

  it('is never behind, whatever the order of facts and questions', async () => {
    const users = ['ann', 'bob'];
    const truth = new Map(users.map((user) => [user, 0]));
    const read = (user: string) => Promise.resolve(truth.get(user) ?? 0);
    const asked = Array.from({ length: 400 }, async (_, n) => {
      const user = users[(n * 7) % 3 === 0 ? 1 : 0] ?? '';
      if (n % 5 === 0) {
        truth.set(user, n);
        cache.fact(user);
      }
      const atLeast = truth.get(user) ?? 0;
      const about = String(n % 3);
      expect(await cache.ask(user, { about, compute: () => read(user) })).toBeGreaterThanOrEqual(
        atLeast,
      );
    });
    await Promise.all(asked);
  });
});
