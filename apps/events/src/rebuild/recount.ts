import { EVENT_CATEGORIES, EventCategory } from '@trailmark/contracts';
import { Sql } from '@trailmark/platform';
import { DerivedRow, DerivedTable } from '../derived/derived-table.js';
import { DAY_TABLES, FEATURE_DAYS, SESSION_TABLES } from '../derived/derived-tables.js';
import { countsOf } from '../derived/event-counts.js';
import { Fold, keyText } from '../derived/fold.js';
import { Chunk } from './chunk.js';
import { DerivedRowsRepository } from './derived-rows.repository.js';
import { Difference, differencesOf } from './difference.js';
import { RawEventsRepository } from './raw-events.repository.js';

/** Folds events again, as ingestion folded them, and compares. */
export class Recount {
  constructor(
    private readonly events: RawEventsRepository,
    private readonly rows: DerivedRowsRepository,
  ) {}

  /** What of a chunk's derived rows is not what its events fold into. */
  async ofChunk(sql: Sql, chunk: Chunk): Promise<Difference[]> {
    const tables = chunk.kind === 'days' ? [...DAY_TABLES, FEATURE_DAYS] : SESSION_TABLES;
    const folds = tables.map((table) => new Fold(table));
    for await (const event of this.events.ofChunk(sql, chunk)) {
      const counts = countsOf(event);
      for (const fold of folds) fold.add(counts);
    }
    const differences: Difference[] = [];
    for (const fold of folds) {
      const counted = fold.rows();
      const stored = await this.stored(sql, fold.table, chunk, counted);
      differences.push(...differencesOf(fold.table, stored, counted));
    }
    return differences;
  }

  /** Features of a UTC day that nobody used. @param categories only of these. */
  async unusedFeatures(
    sql: Sql,
    day: string,
    categories: readonly EventCategory[] = EVENT_CATEGORIES,
  ): Promise<Difference[]> {
    const stored = await this.rows.findOfDay(sql, FEATURE_DAYS, day);
    const used = await this.events.usedFeatures(sql, day, categories);
    const known = new Set(used.map(({ name, category }) => keyText([day, name, category])));
    const asked = stored.filter(({ key }) => categories.includes(key[2] as EventCategory));
    const unused = asked.filter(({ key }) => !known.has(keyText(key)));
    return differencesOf(FEATURE_DAYS, unused, []);
  }

  /** One user's events say which features must be there, not which must not. */
  private stored(
    sql: Sql,
    table: DerivedTable,
    chunk: Chunk,
    counted: DerivedRow[],
  ): Promise<DerivedRow[]> {
    if (table !== FEATURE_DAYS) return this.rows.find(sql, table, chunk);
    return this.rows.findByKey(
      sql,
      table,
      counted.map(({ key }) => key),
    );
  }
}
