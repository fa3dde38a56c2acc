import { Injectable, OnApplicationShutdown } from '@nestjs/common';
import { type Cache, createCache } from 'cache-manager';
import { Keyv } from 'keyv';
import { UnavailableError } from '@trailmark/platform';
import { DashboardConfig } from '../config.js';
import { LruMap } from './lru-map.js';
import { RedisConnection } from './redis-connection.js';

const PREFIX = 'trailmark:dashboard:';

/** Without Redis a process keeps so many characters of answers. */
const MAX_CHARACTERS = 32 * 1024 * 1024;

/** Where answers are kept: Redis that replicas share, or this process. Nothing in it may be relied on to be there. */
@Injectable()
export class CacheStore implements OnApplicationShutdown {
  private readonly redis: RedisConnection | null;
  private readonly own: LruMap | null;
  private readonly keyv: Keyv;
  private readonly cache: Cache;
  private returned: () => void = () => undefined;

  constructor({ redisUrl, cacheTimeoutMs }: DashboardConfig) {
    const onReady = (): void => this.returned();
    this.redis = redisUrl === null ? null : new RedisConnection(redisUrl, cacheTimeoutMs, onReady);
    this.own = this.redis ? null : new LruMap(MAX_CHARACTERS);
    const store = this.redis?.store ?? this.own;
    this.keyv = new Keyv({ store, useKeyPrefix: false, throwOnErrors: true });
    if (this.own) {
      this.keyv.serialize = undefined;
      this.keyv.deserialize = undefined;
    }
    this.cache = createCache({ stores: [this.keyv] });
  }

  /** Calls back each time a store that was lost is there again. */
  onReturn(listener: () => void): void {
    this.returned = listener;
  }

  /** What is kept under the keys; a store that is away keeps nothing. */
  async find<T>(keys: string[]): Promise<(T | undefined)[]> {
    return this.cache.mget<T>(keys.map((key) => PREFIX + key));
  }

  /** The same of a store that is there. @throws Error when it is away. */
  async read<T>(keys: string[]): Promise<(T | undefined)[]> {
    return this.keyv.getMany<T>(keys.map((key) => PREFIX + key));
  }

  /** @throws Error when it may not be kept. */
  async keep(key: string, value: unknown, ttlMs: number): Promise<void> {
    await this.cache.set(PREFIX + key, value, ttlMs);
  }

  /** @throws Error when any of them may still be there. */
  async remove(keys: string[]): Promise<void> {
    await this.cache.mdel(keys.map((key) => PREFIX + key));
  }

  /**
   * Removes everything whose key begins with one of these.
   * @returns how many entries there were.
   * @throws UnavailableError when any of them may still be there.
   */
  async removeUnder(beginnings: string[]): Promise<number> {
    const full = beginnings.map((beginning) => PREFIX + beginning);
    if (!this.redis) return this.own?.deleteUnder(full) ?? 0;
    try {
      return await this.redis.deleteUnder(full);
    } catch (error) {
      throw new UnavailableError('The cache cannot be reached.', { cause: error });
    }
  }

  onApplicationShutdown(): void {
    this.redis?.close();
  }
}
