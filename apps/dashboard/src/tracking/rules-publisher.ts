import { BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database, hasCode } from '@trailmark/platform';
import { ConfigRepository } from './config.repository.js';
import { RulesBucket } from './rules-bucket.js';
import { rulesOf } from './stored-config.js';

const SWEEP_MS = 2000;
const USERS_A_QUERY = 500;
const AT_ONCE = 4;

/** After so many failures the cause is hardly a single user's row. */
const MAX_FAILURES = 8;

/** Brings what was changed to the gateways: at once, else as soon as it can be done. */
@Injectable()
export class RulesPublisher implements BeforeApplicationShutdown {
  private readonly logger = new Logger(RulesPublisher.name);
  private sweeping: Promise<void> | null = null;
  private stopped = false;
  /** The bucket for which every user was marked to be published anew. */
  private markedFor: string | null = null;

  constructor(
    private readonly database: Database,
    private readonly configs: ConfigRepository,
    private readonly bucket: RulesBucket,
  ) {}

  /**
   * Publishes the user's rules if they are not yet. The row is locked meanwhile, so that of two who
   * publish at once the later one has the later version.
   * @returns whether they are published now; if not, the sweep will try again.
   */
  async publish(userId: string): Promise<boolean> {
    try {
      await this.database.transaction(async (sql) => {
        const stored = await this.configs.lock(sql, userId);
        if (!stored?.unpublished) return;
        await this.bucket.put(rulesOf(stored));
        await this.configs.markPublished(sql, userId);
      });
      return true;
    } catch (error) {
      this.logger.warn({ err: error as Error }, 'rules of a user are not published yet');
      return false;
    }
  }

  @Interval(SWEEP_MS)
  async sweep(): Promise<void> {
    if (this.sweeping || this.stopped) return;
    this.sweeping = this.sweepOnce().catch((error: unknown) => {
      const level = hasCode(error, 'UNAVAILABLE') ? 'debug' : 'warn';
      this.logger[level]({ err: error }, 'publishing what is left failed');
    });
    await this.sweeping;
    this.sweeping = null;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.sweeping;
  }

  /** A bucket that is not known to be complete is new, or was lost: all users go into it. */
  private async sweepOnce(): Promise<void> {
    const { made, complete } = await this.bucket.state();
    if (!complete && this.markedFor !== made) {
      if (!(await this.markAll())) return;
      this.markedFor = made;
    }
    const done = await this.publishAll();
    if (done && !complete) await this.bucket.markComplete(made);
    // Should it be emptied later, it will be the same bucket.
    if (done) this.markedFor = null;
  }

  private async markAll(): Promise<boolean> {
    let last: string | null = null;
    do {
      const after: string | null = last;
      last = await this.database.transaction((sql) =>
        this.configs.markUnpublished(sql, after, USERS_A_QUERY),
      );
    } while (last !== null && !this.stopped);
    return last === null;
  }

  /** @returns whether nothing is left. */
  private async publishAll(): Promise<boolean> {
    let failures = 0;
    let users: string[] = [];
    do {
      const after = users.at(-1) ?? null;
      users = await this.database.read((sql) =>
        this.configs.unpublished(sql, after, USERS_A_QUERY),
      );
      for (let at = 0; at < users.length; at += AT_ONCE) {
        if (this.stopped || failures > MAX_FAILURES) return false;
        const published = users.slice(at, at + AT_ONCE).map((user) => this.publish(user));
        failures += (await Promise.all(published)).filter((ok) => !ok).length;
      }
    } while (users.length > 0);
    return failures === 0;
  }
}
