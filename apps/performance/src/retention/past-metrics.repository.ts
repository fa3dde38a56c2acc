import { Injectable } from '@nestjs/common';
import { bytesToUuid, Sql, uuidToBytes } from '@trailmark/platform';
import { MetricKey } from '../metrics/metrics.repository.js';

/** Tables of a user's rows by time. */
const TIMES = [
  ['performance_metrics', 'timestamp'],
  ['performance_user_pages', 'day'],
  ['performance_user_slots', 'slot'],
  ['performance_user_days', 'day'],
] as const;

interface UserPage {
  day: string;
  page: string;
}

interface Result {
  affectedRows: number;
}

/** One user's rows from before a day (UTC, `YYYY-MM-DD`). */
@Injectable()
export class PastMetricsRepository {
  async exists(sql: Sql, userId: string, day: string): Promise<boolean> {
    const any = TIMES.map(
      ([table, at]) => `(SELECT 1 AS one FROM ${table} WHERE user_id = ? AND ${at} < ? LIMIT 1)`,
    );
    const rows: unknown[] = await sql.query(
      `SELECT 1 FROM (${any.join(' UNION ALL ')}) AS found LIMIT 1`,
      TIMES.flatMap(() => [userId, day]),
    );
    return rows.length > 0;
  }

  /** The first measurements, oldest first. */
  async first(sql: Sql, userId: string, day: string, limit: number): Promise<MetricKey[]> {
    const rows: { id: Buffer; timestamp: Date }[] = await sql.query(
      `SELECT id, timestamp FROM performance_metrics FORCE INDEX (idx_user_timestamp)
        WHERE user_id = ? AND timestamp < ? ORDER BY timestamp LIMIT ?`,
      [userId, day, limit],
    );
    return rows.map(({ id, timestamp }) => ({ id: bytesToUuid(id), timestamp }));
  }

  /** Nobody asks for the pages of these any more, and whoever does has done with it. */
  async forgetLookups(sql: Sql, keys: MetricKey[]): Promise<void> {
    await sql.query('DELETE FROM performance_page_lookups WHERE id IN (?)', [idsOf(keys)]);
  }

  /** Nobody else deletes these before this transaction ends. @param keys oldest first. */
  async lock(sql: Sql, keys: MetricKey[]): Promise<void> {
    await sql.query(
      `SELECT 1 FROM performance_metrics WHERE id IN (?) AND timestamp BETWEEN ? AND ? FOR UPDATE`,
      [idsOf(keys), keys.at(0)?.timestamp, keys.at(-1)?.timestamp],
    );
  }

  /** @param keys oldest first. */
  async delete(sql: Sql, keys: MetricKey[]): Promise<void> {
    await sql.query(
      'DELETE FROM performance_metrics WHERE id IN (?) AND timestamp BETWEEN ? AND ?',
      [idsOf(keys), keys.at(0)?.timestamp, keys.at(-1)?.timestamp],
    );
  }

  /** Deletes that the user saw pages, and what is counted of them. @returns how many rows went. */
  async deletePages(sql: Sql, userId: string, day: string, limit: number): Promise<number> {
    const pages: UserPage[] = await sql.query(
      `SELECT CAST(day AS CHAR) AS day, page FROM performance_user_pages
        WHERE user_id = ? AND day < ? ORDER BY performance_user_pages.day, page LIMIT ? FOR UPDATE`,
      [userId, day, limit],
    );
    if (pages.length === 0) return 0;
    const any = pages.map(() => '(page = ? AND day = ? AND user_id = ?)').join(' OR ');
    const values = pages.flatMap((seen) => [seen.page, seen.day, userId]);
    await sql.query(`DELETE FROM performance_page_users WHERE ${any}`, values);
    await sql.query(`DELETE FROM performance_user_pages WHERE ${any}`, values);
    return pages.length;
  }

  /** Deletes what is counted of the user whatever the page; at most `limit` rows of each table. */
  async deleteTimes(sql: Sql, userId: string, day: string, limit: number): Promise<number> {
    let deleted = 0;
    for (const [table, at] of TIMES.slice(2)) {
      const { affectedRows }: Result = await sql.query(
        `DELETE FROM ${table} WHERE user_id = ? AND ${at} < ? LIMIT ?`,
        [userId, day, limit],
      );
      deleted += affectedRows;
    }
    return deleted;
  }
}

const idsOf = (keys: MetricKey[]): Buffer[] => keys.map(({ id }) => uuidToBytes(id));
