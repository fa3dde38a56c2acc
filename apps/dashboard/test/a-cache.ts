import { userToken } from '@trailmark/contracts';
import { Counter, Registry } from 'prom-client';
import { AnswerCache } from '../src/cache/answer-cache.js';
import { CacheMetrics } from '../src/cache/cache-metrics.js';
import { CacheStore } from '../src/cache/cache-store.js';
import { FactFeed, FactListener } from '../src/cache/fact-feed.js';
import { Generations } from '../src/cache/generations.js';
import { DashboardConfig } from '../src/config.js';

const MINUTE_MS = 60_000;

/** So patient that Redis is away only when the test takes it away, also on a busy machine. */
const PATIENCE_MS = 10_000;

/** The cache of one replica, told of facts by the test. */
export class ACache {
  /** How often an answer was computed. */
  computed = 0;
  private readonly heard: FactListener[] = [];
  private readonly store: CacheStore;
  private readonly generations: Generations;
  private readonly counter = new Counter({
    name: 'requests',
    help: 'requests',
    labelNames: ['result'],
    registers: [new Registry()],
  });
  private readonly cache: AnswerCache;

  constructor(redisUrl: string | null) {
    const feed = { isComplete: true, listen: (one: FactListener) => this.heard.push(one) };
    const config = { redisUrl, cacheTimeoutMs: PATIENCE_MS };
    this.store = new CacheStore(Object.assign(new DashboardConfig(), config));
    this.generations = new Generations(this.store);
    this.cache = new AnswerCache(
      this.store,
      this.generations,
      feed as unknown as FactFeed,
      new CacheMetrics(this.counter),
    );
  }

  /** What the cache says; by default an answer is how often any was computed. */
  ask(
    userId: string,
    options: {
      about?: string;
      ttlMs?: number;
      compute?: () => Promise<number>;
      whole?: boolean;
    } = {},
  ): Promise<number> {
    const { about = 'all', ttlMs = MINUTE_MS, whole = true } = options;
    const compute = options.compute ?? (() => Promise.resolve(this.computed));
    return this.cache.answer({ userId, asked: [about], ttlMs }, async () => {
      this.computed += 1;
      return { value: await compute(), whole };
    });
  }

  /** Removes what is kept of a user; tells how many entries that were. */
  erase(userId: string): Promise<number> {
    return this.cache.eraseUser(userToken(userId));
  }

  fact(userId: string): void {
    for (const one of this.heard) one.onFact(userToken(userId));
  }

  gap(): void {
    for (const one of this.heard) one.onGap();
  }

  async counted(): Promise<Record<string, number>> {
    const { values } = await this.counter.get();
    return Object.fromEntries(values.map(({ labels, value }) => [String(labels.result), value]));
  }

  close(): void {
    this.generations.onApplicationShutdown();
    this.store.onApplicationShutdown();
  }
}
