import { Injectable } from '@nestjs/common';
import { Database, Sql, UserPast } from '@trailmark/platform';
import { DerivedGuard } from '../derived/derived-guard.repository.js';
import { DerivedRowsRepository } from '../rebuild/derived-rows.repository.js';
import { RawEventsRepository } from '../rebuild/raw-events.repository.js';
import { Recount } from '../rebuild/recount.js';
import { PastEventsRepository } from './past-events.repository.js';
import { UnusedFeatures } from './unused-features.js';

/** Sessions that are counted again in one transaction. */
const SESSIONS = 50;

/**
 * Deletes a user's early events, then what was counted of them by day; sessions that go on are counted
 * again. Each step finds what the one before left, whatever stopped it.
 */
@Injectable()
export class EventPast implements UserPast {
  private readonly rows = new DerivedRowsRepository();
  private readonly recount = new Recount(new RawEventsRepository(), this.rows);

  constructor(
    private readonly database: Database,
    private readonly guard: DerivedGuard,
    private readonly past: PastEventsRepository,
    private readonly features: UnusedFeatures,
  ) {}

  exists(sql: Sql, userId: string, day: string): Promise<boolean> {
    return this.past.exists(sql, userId, day);
  }

  async deleteSome(userId: string, day: string, limit: number): Promise<number> {
    const events = await this.besideWriters((sql) =>
      this.past.deleteEvents(sql, userId, day, limit),
    );
    if (events > 0) return events;
    return (
      (await this.deleteFirstDay(userId, day, limit)) || (await this.settleSessions(userId, day))
    );
  }

  private async deleteFirstDay(userId: string, before: string, limit: number): Promise<number> {
    const first = await this.database.read((sql) => this.past.firstDay(sql, userId, before));
    if (first === null) return 0;
    const used = await this.database.read((sql) => this.past.featuresOf(sql, userId, first));
    await this.features.remove(first, used);
    return this.besideWriters((sql) => this.past.deleteDays(sql, userId, first, limit));
  }

  private settleSessions(userId: string, day: string): Promise<number> {
    return this.besideWriters(async (sql) => {
      const sessionIds = await this.past.sessions(sql, userId, day, SESSIONS);
      if (sessionIds.length === 0) return 0;
      await this.past.lockSessions(sql, userId, sessionIds);
      const differences = await this.recount.ofChunk(sql, { kind: 'sessions', userId, sessionIds });
      for (const table of new Set(differences.map((difference) => difference.table))) {
        const own = differences.filter((difference) => difference.table === table);
        await this.rows.settle(sql, table, own);
      }
      return sessionIds.length;
    });
  }

  /** While events are stored, but not while the counts are rebuilt. */
  private besideWriters<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.database.transaction(async (sql) => {
      await this.guard.share(sql);
      return work(sql);
    });
  }
}
