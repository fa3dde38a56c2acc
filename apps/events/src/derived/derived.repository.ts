import { Injectable } from '@nestjs/common';
import { sendAlong, Sql } from '@trailmark/platform';
import { CountedEvent, DerivedRow, DerivedTable, Joining } from './derived-table.js';
import { DAY_TABLES, FEATURE_DAYS, SESSION_TABLES } from './derived-tables.js';
import { countsOf } from './event-counts.js';
import { foldOf, keyText } from './fold.js';

const UPDATE: Record<Joining, (column: string) => string> = {
  sum: (column) => `${column} = ${column} + VALUES(${column})`,
  earliest: (column) => `${column} = LEAST(${column}, VALUES(${column}))`,
  latest: (column) => `${column} = GREATEST(${column}, VALUES(${column}))`,
};

/**
 * Counters that derive from the events, kept in the transaction that stores them: since a fact is
 * stored once, adding is right.
 */
@Injectable()
export class DerivedRepository {
  /** Counts events that are new in this transaction. */
  async add(sql: Sql, events: CountedEvent[]): Promise<void> {
    const counts = events.map(countsOf);
    for (const table of [...SESSION_TABLES, ...DAY_TABLES]) {
      await this.addTo(sql, table, foldOf(table, counts));
    }
    await this.addFeatures(sql, foldOf(FEATURE_DAYS, counts));
  }

  private async addTo(sql: Sql, table: DerivedTable, rows: DerivedRow[]): Promise<void> {
    if (rows.length === 0) return;
    const columns = [...table.key, ...table.values.map(({ column }) => column)];
    const updates = table.values.map(({ column, joining }) => UPDATE[joining](column));
    await sendAlong(
      sql,
      `INSERT INTO ${table.name} (${columns.join(', ')}) VALUES ?
         ON DUPLICATE KEY UPDATE ${updates.join(', ')}`,
      [rows.map(({ key, values }) => [...key, ...values])],
    );
  }

  /**
   * Everybody uses the same features: only those not yet known today are written, or all writers
   * would queue for the same rows.
   */
  private async addFeatures(sql: Sql, rows: DerivedRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { name, key } = FEATURE_DAYS;
    const found: Record<string, string>[] = await sql.query(
      `SELECT CAST(day AS CHAR) AS day, event_name, event_category FROM ${name}
        WHERE (${key.join(', ')}) IN (?)`,
      [rows.map((row) => row.key)],
    );
    const known = new Set(found.map((row) => keyText(key.map((column) => row[column] ?? ''))));
    const missing = rows.filter((row) => !known.has(keyText(row.key)));
    if (missing.length === 0) return;
    await sendAlong(
      sql,
      `INSERT INTO ${name} (${key.join(', ')}) VALUES ? ON DUPLICATE KEY UPDATE day = day`,
      [missing.map((row) => row.key)],
    );
  }
}
