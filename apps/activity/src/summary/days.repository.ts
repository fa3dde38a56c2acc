import { Injectable } from '@nestjs/common';
import { sendAlong, Sql } from '@trailmark/platform';
import { DayCount, TagDay } from './day-counts.js';

/** Rows of one statement, so that it stays well below the server's packet size. */
const CHUNK = 2000;

function* chunks<T>(rows: T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += CHUNK) yield rows.slice(from, from + CHUNK);
}

/** Counts of each day (UTC), added to in the transaction that stores what they count. */
@Injectable()
export class DaysRepository {
  /** @param days sorted, so that writers do not cross. */
  async add(sql: Sql, days: DayCount[]): Promise<void> {
    const rows = days.map((day) => [
      day.userId,
      day.day,
      day.activityType,
      day.activityCategory,
      day.severity,
      day.activities,
      day.withResult,
      day.successes,
    ]);
    for (const chunk of chunks(rows)) {
      await sendAlong(
        sql,
        `INSERT INTO activity_days (user_id, day, activity_type, activity_category, severity,
           activities, with_result, successes)
         VALUES ? ON DUPLICATE KEY UPDATE activities = activities + VALUES(activities),
           with_result = with_result + VALUES(with_result),
           successes = successes + VALUES(successes)`,
        [chunk],
      );
    }
  }

  /** @param tags sorted, so that writers do not cross. */
  async addTags(sql: Sql, tags: TagDay[]): Promise<void> {
    const rows = tags.map(({ userId, day, tag, activities }) => [userId, day, tag, activities]);
    for (const chunk of chunks(rows)) {
      await sendAlong(
        sql,
        `INSERT INTO activity_tag_days (user_id, day, tag, activities) VALUES ?
           ON DUPLICATE KEY UPDATE activities = activities + VALUES(activities)`,
        [chunk],
      );
    }
  }
}
