import { setTimeout as sleep } from 'node:timers/promises';
import { BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database } from '../database/database.js';
import { withNamedLock } from '../database/named-lock.js';
import { UnavailableError } from '../errors/domain-errors.js';
import { RetentionsClient } from './retentions.client.js';
import { USER_PAST, type UserPast } from './user-past.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Services that start together do not ask together. */
const SPREAD_MS = 600_000;

/** Facts of one transaction, and how long others have the database to themselves after it. */
const CHUNK = 500;
const PAUSE_MS = 20;

/** Deletes what is older than a user's own retention, hourly, one replica at a time. */
@Injectable()
export class UserRetentionKeeper implements BeforeApplicationShutdown {
  private readonly logger = new Logger(UserRetentionKeeper.name);
  private readonly stopping = new AbortController();
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly retentions: RetentionsClient,
    @Inject(USER_PAST) private readonly past: UserPast,
  ) {}

  @Interval(HOUR_MS)
  async turn(): Promise<void> {
    const { signal } = this.stopping;
    await sleep(Math.random() * SPREAD_MS, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) await this.purge();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Goes through all users with a retention of their own. What fails is tried again the next hour. */
  async purge(now = new Date()): Promise<void> {
    this.running = this.purgeAll(now).catch((error: unknown) => {
      const level = error instanceof UnavailableError ? 'debug' : 'warn';
      this.logger[level]({ err: error }, 'facts behind a user’s retention were not removed');
    });
    await this.running;
  }

  private async purgeAll(now: Date): Promise<void> {
    await this.database.ready();
    await withNamedLock(this.database.dataSource, 'users.purge', 0, async () => {
      for await (const { user_id, data_retention_days } of this.retentions.all()) {
        if (this.stopping.signal.aborted) return;
        await this.purgeUser(user_id, dayOf(now, data_retention_days), now);
      }
    });
  }

  /** Asks once more before anything goes: the setting may have been changed or taken back. */
  private async purgeUser(userId: string, day: string, now: Date): Promise<void> {
    if (!(await this.database.read((sql) => this.past.exists(sql, userId, day)))) return;
    const days = await this.retentions.find(userId);
    if (days === null) return;
    while ((await this.past.deleteSome(userId, dayOf(now, days), CHUNK)) > 0) {
      if (this.stopping.signal.aborted) return;
      await sleep(PAUSE_MS);
    }
  }
}

/** The first day (UTC) of which anything is kept: whole days go, so that counts by day stay right. */
const dayOf = (now: Date, retentionDays: number): string =>
  new Date(now.getTime() - retentionDays * DAY_MS).toISOString().slice(0, 10);
