import { Injectable } from '@nestjs/common';
import { Interval } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';

/** Finds, in the order of an index and some at a time, what there is to look at. */
@Injectable()
export class DerivedKeysRepository {
  /** The next of the users that have any event or derived row; null after the last. */
  async userAfter(sql: Sql, userId: string): Promise<string | null> {
    const tables = ['analytics_events', 'sessions', 'session_pages', 'event_days', 'page_days'];
    const firsts = [...tables, 'event_slots'].map(
      (table) => `(SELECT user_id FROM ${table} WHERE user_id > ? ORDER BY user_id LIMIT 1)`,
    );
    const [row]: { userId: string | null }[] = await sql.query(
      `SELECT MIN(user_id) AS userId FROM (${firsts.join(' UNION ALL ')}) AS next`,
      firsts.map(() => userId),
    );
    return row?.userId ?? null;
  }

  /** The next sessions with derived rows that touch the interval, in the order of their ids. */
  async sessionIdsAfter(
    sql: Sql,
    userId: string,
    { from, to }: Interval,
    after: string,
    limit: number,
  ): Promise<string[]> {
    const rows: { sessionId: string }[] = await sql.query(
      `(SELECT session_id AS sessionId FROM sessions
         WHERE user_id = ? AND session_id > ? AND started_at < ? AND last_at >= ?
         ORDER BY session_id LIMIT ?)
       UNION
       (SELECT DISTINCT session_id AS sessionId FROM session_pages
         WHERE user_id = ? AND session_id > ? AND first_at < ? AND first_at >= ?
         ORDER BY session_id LIMIT ?)
       ORDER BY sessionId LIMIT ?`,
      [userId, after, to, from, limit, userId, after, to, from, limit, limit],
    );
    return rows.map(({ sessionId }) => sessionId);
  }

  /** Those of the sessions that are stored as started before the time. */
  async startedBefore(
    sql: Sql,
    userId: string,
    sessionIds: string[],
    at: Date,
  ): Promise<Set<string>> {
    if (sessionIds.length === 0) return new Set();
    const rows: { sessionId: string }[] = await sql.query(
      `SELECT session_id AS sessionId FROM sessions
        WHERE user_id = ? AND session_id IN (?) AND started_at < ?`,
      [userId, sessionIds, at],
    );
    return new Set(rows.map(({ sessionId }) => sessionId));
  }

  /** Days from `from` on with features, oldest first. */
  async featureDays(sql: Sql, from: string): Promise<string[]> {
    const rows: { day: string }[] = await sql.query(
      `SELECT DISTINCT CAST(day AS CHAR) AS day FROM feature_days WHERE day >= ? ORDER BY day`,
      [from],
    );
    return rows.map(({ day }) => day);
  }
}
