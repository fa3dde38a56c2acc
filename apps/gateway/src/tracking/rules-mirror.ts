import { setTimeout as sleep } from 'node:timers/promises';
import {
  BeforeApplicationShutdown,
  Injectable,
  Logger,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { TRACKING_BUCKET, TRACKING_COMPLETE_KEY } from '@trailmark/contracts';
import { KvEntry, NatsConnector, openBucket, UnavailableError } from '@trailmark/platform';
import { GatewayConfig } from '../config.js';
import { readRules } from './read-rules.js';
import { UserRules } from './user-rules.js';
import { watchBucket } from './watch-bucket.js';

const RESTART_MS = 500;
const UNKNOWN = new UnavailableError('What users allow to record is not known yet.');

const userOf = (key: string): string => Buffer.from(key, 'base64url').toString('utf8');

/** The rules of every user who has any, as the tracking bucket tells them. */
@Injectable()
export class RulesMirror implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RulesMirror.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  /** By user; null until the bucket has been read once. */
  private rules: Map<string, UserRules> | null = null;
  /** While the bucket is read from its beginning: what was read so far, defaults included. */
  private reading: Map<string, UserRules | null> | null = null;
  private completeFor: string | null = null;

  constructor(
    private readonly nats: NatsConnector,
    private readonly config: GatewayConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.followForever().catch((error: unknown) => {
      if (!this.stopping.signal.aborted)
        this.logger.error({ err: error }, 'rules are not followed');
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /**
   * The user's rules, or undefined for the defaults.
   * @throws UnavailableError until they are known: what somebody opted out of is not recorded.
   */
  find(userId: string): UserRules | undefined {
    if (!this.rules) throw UNKNOWN;
    return this.rules.get(userId);
  }

  /** Rejects until the rules are known. */
  check(): Promise<void> {
    return this.rules ? Promise.resolve() : Promise.reject(UNKNOWN);
  }

  private async followForever(): Promise<void> {
    await this.nats.ready();
    while (!this.stopping.signal.aborted) {
      try {
        await this.follow();
      } catch (error) {
        this.logger.warn({ err: error as Error }, 'following the rules stopped');
      }
      await sleep(RESTART_MS, undefined, { signal: this.stopping.signal });
    }
  }

  /** Ends when changes do not come through any more; what is known holds meanwhile. */
  private async follow(): Promise<void> {
    const replicas = this.config.streamReplicas;
    const bucket = await openBucket(this.nats.get(), TRACKING_BUCKET, replicas);
    this.reading = new Map();
    this.completeFor = null;
    const reader = {
      entry: (entry: KvEntry) => this.take(entry),
      loaded: (made: string) => this.adopt(made),
    };
    await watchBucket(bucket, reader, this.stopping.signal);
  }

  private take(entry: KvEntry): void {
    if (entry.key === TRACKING_COMPLETE_KEY) {
      this.completeFor = entry.string();
      return;
    }
    try {
      const rules = entry.operation === 'PUT' ? new UserRules(readRules(entry.string())) : null;
      this.keep(userOf(entry.key), rules?.areDefault ? null : rules);
    } catch (error) {
      this.logger.warn({ err: error as Error, key: entry.key }, 'rules of a user were skipped');
    }
  }

  private keep(userId: string, rules: UserRules | null): void {
    if (this.reading) this.reading.set(userId, rules);
    else if (rules) this.rules?.set(userId, rules);
    else this.rules?.delete(userId);
  }

  /** Of a bucket that was lost, not all is there yet: until then what was known still holds. */
  private adopt(made: string): void {
    const known = new Map(this.completeFor === made ? [] : this.rules);
    for (const [userId, rules] of this.reading ?? []) {
      if (rules) known.set(userId, rules);
      else known.delete(userId);
    }
    this.rules = known;
    this.reading = null;
    this.logger.log(`rules of ${known.size} users are known`);
  }
}
