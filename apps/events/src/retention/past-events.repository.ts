import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';
import { DAY_TABLES } from '../derived/derived-tables.js';
import { FEATURE_TYPES } from '../derived/feature.js';

/** A feature that one user used on a day. */
export interface UsedFeature {
  name: string;
  category: string;
}

/** Where a table says when its rows were, besides the events' own. */
const TIMES = [
  ['analytics_events', 'timestamp'],
  ...DAY_TABLES.map(({ name, key }) => [name, key[1]] as const),
  ['sessions', 'started_at'],
  ['session_pages', 'first_at'],
] as const;

interface Result {
  affectedRows: number;
}

/** One user's rows from before a day (UTC, `YYYY-MM-DD`). */
@Injectable()
export class PastEventsRepository {
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

  async deleteEvents(sql: Sql, userId: string, day: string, limit: number): Promise<number> {
    const { affectedRows }: Result = await sql.query(
      `DELETE FROM analytics_events WHERE user_id = ? AND timestamp < ?
        ORDER BY user_id, timestamp LIMIT ?`,
      [userId, day, limit],
    );
    return affectedRows;
  }

  /** The first day before `day` that anything is counted of; null: none. */
  async firstDay(sql: Sql, userId: string, day: string): Promise<string | null> {
    const firsts = DAY_TABLES.map(
      ({ name, key }) =>
        `(SELECT CAST(DATE(${key[1]}) AS CHAR) AS day FROM ${name}
           WHERE user_id = ? AND ${key[1]} < ? ORDER BY ${name}.${key[1]} LIMIT 1)`,
    );
    const [row]: { day: string | null }[] = await sql.query(
      `SELECT MIN(day) AS day FROM (${firsts.join(' UNION ALL ')}) AS firsts`,
      DAY_TABLES.flatMap(() => [userId, day]),
    );
    return row?.day ?? null;
  }

  /** What the user used on a day, by what is counted of it. */
  featuresOf(sql: Sql, userId: string, day: string): Promise<UsedFeature[]> {
    return sql.query(
      `SELECT DISTINCT event_name AS name, event_category AS category FROM event_days
        WHERE user_id = ? AND day = ? AND event_type IN (?)`,
      [userId, day, FEATURE_TYPES],
    );
  }

  /**
   * Deletes what is counted of the user's events up to a day, this included; at most `limit` rows of each
   * table. Rows that tell the day go last, so that what was begun is found again.
   */
  async deleteDays(sql: Sql, userId: string, day: string, limit: number): Promise<number> {
    let deleted = 0;
    for (const { name, key } of DAY_TABLES.toReversed()) {
      const { affectedRows }: Result = await sql.query(
        `DELETE FROM ${name} WHERE user_id = ? AND ${key[1]} < ? + INTERVAL 1 DAY LIMIT ?`,
        [userId, day, limit],
      );
      deleted += affectedRows;
      if (affectedRows === limit) break;
    }
    return deleted;
  }

  /** Sessions that began before the day, or viewed a page before it. */
  async sessions(sql: Sql, userId: string, day: string, limit: number): Promise<string[]> {
    const rows: { sessionId: string }[] = await sql.query(
      `(SELECT session_id AS sessionId FROM sessions
         WHERE user_id = ? AND started_at < ? ORDER BY started_at LIMIT ?)
       UNION
       (SELECT session_id AS sessionId FROM session_pages
         WHERE user_id = ? AND first_at < ? ORDER BY first_at LIMIT ?)
       LIMIT ?`,
      [userId, day, limit, userId, day, limit, limit],
    );
    return rows.map(({ sessionId }) => sessionId);
  }

  /** Nobody else counts events of these sessions before this transaction ends. */
  async lockSessions(sql: Sql, userId: string, sessionIds: string[]): Promise<void> {
    await sql.query(
      `SELECT 1 FROM sessions WHERE user_id = ? AND session_id IN (?)
        ORDER BY session_id FOR UPDATE`,
      [userId, sessionIds],
    );
  }
}
