import { createHmac } from 'node:crypto';
import { ThrottlerStorageRedisService } from '@nest-lab/throttler-storage-redis';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Hit } from './windows.js';

const CONNECT_MS = 2000;
const LONGEST_PAUSE_MS = 1000;

/** How long a Redis that failed is not asked again. */
const REST_MS = 1000;

/** Characters of a subject's digest: 132 bits. */
const DIGEST_LENGTH = 22;

/** The storage is a plain counter when it is told no bound: what a count means is said in one place. */
const UNBOUNDED = Number.MAX_SAFE_INTEGER;

/** Counts by subject that gateways share in Redis. Subjects are kept as keyed digests. */
export class SharedWindows {
  private readonly logger = new Logger(SharedWindows.name);
  private readonly redis: Redis;
  private readonly storage: ThrottlerStorageRedisService;
  private restsUntil = 0;
  private away = false;

  /** @param answerMs longer than this no request waits for a count. */
  constructor(
    url: string,
    private readonly key: string,
    answerMs: number,
  ) {
    this.redis = new Redis(url, {
      enableOfflineQueue: false,
      enableAutoPipelining: true,
      maxRetriesPerRequest: 0,
      connectTimeout: CONNECT_MS,
      commandTimeout: answerMs,
      retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, LONGEST_PAUSE_MS),
    });
    this.redis.on('error', (error: Error) => this.note(error));
    this.redis.on('ready', () => this.note(null));
    this.storage = new ThrottlerStorageRedisService(this.redis);
  }

  /** Whether it is worth asking right now. */
  get isThere(): boolean {
    return this.redis.status === 'ready' && Date.now() >= this.restsUntil;
  }

  /** @returns null when Redis did not answer in time. */
  async hit(budget: string, subject: string, lengthMs: number): Promise<Hit | null> {
    const name = `trailmark-limit-${budget}`;
    try {
      const { totalHits, timeToExpire } = await this.storage.increment(
        this.digest(subject),
        lengthMs,
        UNBOUNDED,
        lengthMs,
        name,
      );
      return { hits: totalHits, endsInMs: timeToExpire * 1000 };
    } catch (error) {
      this.restsUntil = Date.now() + REST_MS;
      this.note(error as Error);
      return null;
    }
  }

  close(): void {
    this.redis.disconnect();
  }

  private digest(subject: string): string {
    const digest = createHmac('sha256', this.key).update(subject).digest('base64url');
    return digest.slice(0, DIGEST_LENGTH);
  }

  /** Once an outage. Only the message: the client's errors carry its commands, and so its password. */
  private note(error: Error | null): void {
    if (this.away === (error !== null)) return;
    this.away = error !== null;
    if (error) this.logger.warn(`Redis is away, counting alone: ${error.message}`);
    else this.logger.log('Redis is there, counting together');
  }
}
