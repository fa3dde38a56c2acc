import { EventCategory } from '@trailmark/contracts';
import { Interval, utcToDay } from '@trailmark/measures';
import { Database, Sql } from '@trailmark/platform';
import { DerivedGuard } from '../derived/derived-guard.repository.js';
import { Chunks } from './chunks.js';
import { DerivedKeysRepository } from './derived-keys.repository.js';
import { DerivedRowsRepository } from './derived-rows.repository.js';
import { Difference } from './difference.js';
import { Scope } from './job-options.js';
import { RawEventsRepository } from './raw-events.repository.js';
import { Recount } from './recount.js';

/** Told of what is found (and, when rebuilding, put right), part by part. */
export type OnPart = (differences: Difference[]) => void;

const laterOf = (a: Date, b: Date | null): Date => (b && b > a ? b : a);

/** Checks the derived tables against the events, or makes them equal, while ingestion goes on. */
export class DerivedJob {
  private readonly guard = new DerivedGuard();
  private readonly events = new RawEventsRepository();
  private readonly rows = new DerivedRowsRepository();
  private readonly keys = new DerivedKeysRepository();
  private readonly chunks = new Chunks(this.events, this.keys);
  private readonly recount = new Recount(this.events, this.rows);

  constructor(private readonly database: Database) {}

  /**
   * Compares each user's rows with a recount, both as of one moment: what ingestion writes in one
   * transaction is never seen in part.
   */
  async check(scope: Scope, onPart: OnPart): Promise<void> {
    const { interval, keptSince } = await this.kept(scope);
    for await (const userId of this.users(scope)) {
      await this.database.snapshot(async (sql) => {
        for await (const chunk of this.chunks.of(sql, userId, interval, keptSince)) {
          onPart(await this.recount.ofChunk(sql, chunk));
        }
      });
    }
    if (!scope.whole) return;
    for (const day of await this.featureDays(interval)) {
      onPart(await this.database.snapshot((sql) => this.recount.unusedFeatures(sql, day)));
    }
  }

  /**
   * Makes each chunk's rows what its events fold into, in a transaction of its own, during which no
   * event is stored. Running it again, or after it was stopped, does no harm.
   */
  async rebuild(scope: Scope, onPart: OnPart): Promise<void> {
    const { interval, keptSince } = await this.kept(scope);
    for await (const userId of this.users(scope)) {
      const { manager } = this.database.dataSource;
      for await (const chunk of this.chunks.of(manager, userId, interval, keptSince)) {
        onPart(await this.settled((sql) => this.recount.ofChunk(sql, chunk)));
      }
    }
    if (!scope.whole) return;
    for (const day of await this.featureDays(interval)) {
      const unused = await this.database.read((sql) => this.recount.unusedFeatures(sql, day));
      const categories = [...new Set(unused.map(({ key }) => key[2] as EventCategory))];
      if (categories.length === 0) continue;
      onPart(await this.settled((sql) => this.recount.unusedFeatures(sql, day, categories)));
    }
  }

  /** Looks again while nothing is stored, and puts right what is found. */
  private settled(look: (sql: Sql) => Promise<Difference[]>): Promise<Difference[]> {
    return this.database.transaction(async (sql) => {
      await this.guard.take(sql);
      const differences = await look(sql);
      for (const table of new Set(differences.map((difference) => difference.table))) {
        const own = differences.filter((difference) => difference.table === table);
        await this.rows.settle(sql, table, own);
      }
      return differences;
    });
  }

  private async *users({ userId }: Scope): AsyncGenerator<string> {
    if (userId !== null) {
      yield userId;
      return;
    }
    const next = (after: string) => this.database.read((sql) => this.keys.userAfter(sql, after));
    for (let user = await next(''); user !== null; user = await next(user)) yield user;
  }

  /** Of months whose events are gone there is nothing to compare with. */
  private async kept({ interval }: Scope): Promise<{ interval: Interval; keptSince: Date | null }> {
    const keptSince = await this.database.read((sql) => this.events.keptSince(sql));
    return { interval: { ...interval, from: laterOf(interval.from, keptSince) }, keptSince };
  }

  private featureDays({ from }: Interval): Promise<string[]> {
    return this.database.read((sql) => this.keys.featureDays(sql, utcToDay(from.getTime())));
  }
}
