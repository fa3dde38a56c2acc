import { Injectable } from '@nestjs/common';
import { EventCategory, EventType } from '@trailmark/contracts';
import { Sql } from '@trailmark/platform';
import { FEATURE_TYPES } from '../derived/feature.js';
import { keyText } from '../derived/fold.js';

/** A row of `event_days`, by its key. */
export interface UserDay {
  userId: string;
  day: string;
  type: EventType;
  category: EventCategory;
  name: string;
}

/** What a user did by day, and what of it anybody else did. */
@Injectable()
export class UserDaysRepository {
  /** At most `limit` rows of the oldest day there is of the users. */
  oldest(sql: Sql, userIds: string[], limit: number): Promise<UserDay[]> {
    return sql.query(
      `SELECT user_id AS userId, CAST(day AS CHAR) AS day, event_type AS type,
              event_category AS category, event_name AS name
         FROM event_days
        WHERE user_id IN (?)
          AND day = (SELECT MIN(first.day) FROM event_days AS first WHERE first.user_id IN (?))
        LIMIT ?`,
      [userIds, userIds, limit],
    );
  }

  /** @returns how many went. */
  async remove(sql: Sql, rows: UserDay[]): Promise<number> {
    if (rows.length === 0) return 0;
    const { affectedRows }: { affectedRows: number } = await sql.query(
      `DELETE FROM event_days
        WHERE (user_id, day, event_type, event_category, event_name) IN (?)`,
      [rows.map(({ userId, day, type, category, name }) => [userId, day, type, category, name])],
    );
    return affectedRows;
  }

  /** Those of the uses, all of one UTC day, of whose feature there is no event. */
  async unused(sql: Sql, uses: UserDay[]): Promise<UserDay[]> {
    const [first] = uses;
    if (!first) return [];
    const { day } = first;
    const rows: { name: string; category: string }[] = await sql.query(
      `SELECT DISTINCT event_name AS name, event_category AS category FROM analytics_events
        WHERE timestamp >= ? AND timestamp < ? + INTERVAL 1 DAY AND event_category IN (?)
          AND event_name IN (?) AND event_type IN (?)`,
      [
        day,
        day,
        [...new Set(uses.map(({ category }) => category))],
        [...new Set(uses.map(({ name }) => name))],
        FEATURE_TYPES,
      ],
    );
    const used = new Set(rows.map(({ name, category }) => keyText([name, category])));
    return uses.filter(({ name, category }) => !used.has(keyText([name, category])));
  }

  async removeFeatures(sql: Sql, uses: UserDay[]): Promise<void> {
    if (uses.length === 0) return;
    await sql.query('DELETE FROM feature_days WHERE (day, event_name, event_category) IN (?)', [
      uses.map(({ day, name, category }) => [day, name, category]),
    ]);
  }
}
