import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { waitFor } from '@trailmark/testing';
import { RunningServer, startRedis } from '@trailmark/tools';
import { Redis } from 'ioredis';
import { SharedWindows } from '../../src/rate-limits/shared-windows.js';
import { EdgeGateway, READ, WRITE_KEY } from './edge-gateway.js';

const KEY = 'k'.repeat(32);
const ANSWER_MS = 250;

describe('rate limits that gateways share', () => {
  let folder: string;
  let redis: RunningServer;
  let client: Redis;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-limits-'));
    redis = await startRedis({ dataDir: folder });
    client = new Redis(redis.url, { retryStrategy: () => 50 });
    client.on('error', () => undefined);
  });
  afterAll(async () => {
    client.disconnect();
    await redis.stop();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => client.flushall());

  describe('in two gateways', () => {
    let gateways: EdgeGateway[];
    beforeEach(async () => {
      const env = {
        REDIS_URL: redis.url,
        RATE_LIMIT_READ: '4/60',
        RATE_LIMIT_INGEST: '2/60',
        // Redis is away only when the test takes it away, also on a busy machine.
        RATE_LIMIT_TIMEOUT_MS: '10000',
      };
      gateways = await Promise.all([EdgeGateway.start(env), EdgeGateway.start(env)]);
    });
    afterEach(() => Promise.all(gateways.map((gateway) => gateway.stop())));

    const each = <T>(work: (gateway: EdgeGateway) => Promise<T>) => Promise.all(gateways.map(work));
    const readAs = async (sub: string) =>
      (await each((gateway) => gateway.as(sub).get(READ))).map(({ status, headers }) => ({
        status,
        remaining: Number(headers.get('ratelimit-remaining')),
      }));

    let probes = 0;
    /** Until both have Redis. */
    const together = () =>
      waitFor(async () => {
        const seen = await readAs(`probe ${(probes += 1)}`);
        return seen.map(({ remaining }) => remaining).includes(2);
      });

    it('are spent together, and tell nobody who spends them', async () => {
      await together();
      await client.flushall();
      const seen = [...(await readAs('ann-the-reader')), ...(await readAs('ann-the-reader'))];
      expect(seen.map(({ remaining }) => remaining).sort()).toEqual([0, 1, 2, 3]);
      expect((await readAs('ann-the-reader')).map(({ status }) => status)).toEqual([429, 429]);
      await each((gateway) => gateway.capture(WRITE_KEY));
      expect((await each((gateway) => gateway.capture(WRITE_KEY)))[0]?.status).toBe(429);
      const keys = await client.keys('*');
      expect(keys).toHaveLength(2);
      expect(keys.join()).not.toMatch(/ann-the-reader|127\.0\.0\.1|tm_/);
      expect(await Promise.all(keys.map((key) => client.ttl(key)))).not.toContain(-1);
    });

    it('are counted by each alone while Redis is away, and together when it is back', async () => {
      await together();
      await redis.stop();
      const alone = [];
      for (let round = 0; round < 4; round += 1) alone.push(...(await readAs('bob')));
      expect(alone.map(({ status }) => status)).toEqual(Array(8).fill(503));
      expect((await readAs('bob')).map(({ status }) => status)).toEqual([429, 429]);
      redis = await startRedis({ dataDir: folder, port: redis.port });
      await together();
      expect((await readAs('cid')).map(({ remaining }) => remaining).sort()).toEqual([2, 3]);
    });
  });

  describe('from a Redis that stalls', () => {
    it('are not waited for, and said to be away once, without its password', async () => {
      const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
      await client.config('SET', 'requirepass', 'Pa55word');
      const url = redis.url.replace('//', '//:Pa55word@');
      const windows = new SharedWindows(url, KEY, ANSWER_MS);
      try {
        await waitFor(() => windows.isThere);
        const before = warn.mock.calls.length;
        process.kill(redis.pid, 'SIGSTOP');
        // Within the rest that it is given, however slow the machine.
        jest.spyOn(Date, 'now').mockReturnValue(Date.now());
        const hits = await Promise.all([1, 2, 3].map(() => windows.hit('read', 'ann', 60_000)));
        expect(hits).toEqual([null, null, null]);
        expect(windows.isThere).toBe(false);
        expect(warn.mock.calls.length).toBe(before + 1);
        expect(JSON.stringify(warn.mock.calls)).not.toContain('Pa55word');
      } finally {
        windows.close();
        jest.restoreAllMocks();
        process.kill(redis.pid, 'SIGCONT');
        await client.config('SET', 'requirepass', '');
      }
    });
  });
});
