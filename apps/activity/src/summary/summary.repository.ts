import { Injectable } from '@nestjs/common';
import { type Aligned, type Bucket, type Interval, utcToDay } from '@trailmark/measures';
import { parseJson, Sql } from '@trailmark/platform';
import { ActivityEntity } from '../activities/activity.entity.js';
import { KindCount, SUCCESS } from './day-counts.js';

const KIND = 'activity_type, activity_category, severity';

type CountRow = Record<keyof KindCount, string>;

const toKindCount = (row: CountRow): KindCount => ({
  ...(row as unknown as KindCount),
  activities: Number(row.activities),
  withResult: Number(row.withResult),
  successes: Number(row.successes),
});

/** The first of the whole days, and the one after the last. */
const daysOf = ({ from, to }: Interval) => [utcToDay(from.getTime()), utcToDay(to.getTime())];

/** Reads of one user's period: whole days from what is counted already, the rest from the log. */
@Injectable()
export class SummaryRepository {
  /** Activities by kind; a kind may come several times, to be added up. */
  async kinds(sql: Sql, userId: string, { whole, edges }: Aligned): Promise<KindCount[]> {
    const counts: CountRow[][] = [];
    if (whole) {
      counts.push(
        await sql.query(
          `SELECT activity_type AS activityType, activity_category AS activityCategory, severity,
                  SUM(activities) AS activities, SUM(with_result) AS withResult,
                  SUM(successes) AS successes
             FROM activity_days WHERE user_id = ? AND day >= ? AND day < ? GROUP BY ${KIND}`,
          [userId, ...daysOf(whole)],
        ),
      );
    }
    for (const { from, to } of edges) {
      counts.push(
        await sql.query(
          `SELECT activity_type AS activityType, activity_category AS activityCategory, severity,
                  COUNT(*) AS activities,
                  COALESCE(SUM(JSON_TYPE(JSON_EXTRACT(details, '$.result')) = 'STRING'), 0)
                    AS withResult,
                  COALESCE(SUM(JSON_UNQUOTE(JSON_EXTRACT(details, '$.result'))
                    COLLATE utf8mb4_bin = ?), 0) AS successes
             FROM activity_logs WHERE user_id = ? AND timestamp >= ? AND timestamp < ?
            GROUP BY ${KIND}`,
          [SUCCESS, userId, from, to],
        ),
      );
    }
    return counts.flat().map(toKindCount);
  }

  /** Activities by tag. */
  async tags(sql: Sql, userId: string, { whole, edges }: Aligned): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    const add = (tag: string, count: number) => counts.set(tag, (counts.get(tag) ?? 0) + count);
    if (whole) {
      const rows: { tag: string; activities: string }[] = await sql.query(
        `SELECT tag, SUM(activities) AS activities FROM activity_tag_days
          WHERE user_id = ? AND day >= ? AND day < ? GROUP BY tag`,
        [userId, ...daysOf(whole)],
      );
      for (const { tag, activities } of rows) add(tag, Number(activities));
    }
    for (const { from, to } of edges) {
      const rows: { tags: string; activities: string }[] = await sql.query(
        `SELECT CAST(tags AS CHAR) AS tags, COUNT(*) AS activities FROM activity_logs
          WHERE user_id = ? AND timestamp >= ? AND timestamp < ? AND tags IS NOT NULL
          GROUP BY 1`,
        [userId, from, to],
      );
      for (const row of rows) {
        for (const tag of new Set(parseJson<string[]>(row.tags))) add(tag, Number(row.activities));
      }
    }
    return counts;
  }

  /**
   * Activities in each bucket, counted in the index alone, which is named: of a short time a planner
   * may prefer to read everybody's rows.
   * @param buckets adjoining, oldest first; ends but the last are whole seconds.
   */
  async perBucket(sql: Sql, userId: string, buckets: readonly Bucket[]): Promise<number[]> {
    const [first, last] = [buckets.at(0), buckets.at(-1)];
    if (!first || !last) return [];
    const ends = buckets.map(({ to }) => Math.ceil(to.getTime() / 1000));
    const rows: { bucket: string; activities: string }[] = await sql.query(
      `SELECT INTERVAL(TIMESTAMPDIFF(SECOND, '1970-01-01', timestamp), ?) AS bucket,
              COUNT(*) AS activities
         FROM activity_logs USE INDEX (idx_user_timestamp)
        WHERE user_id = ? AND timestamp >= ? AND timestamp < ? GROUP BY 1`,
      [ends, userId, first.from, last.to],
    );
    const counts = new Map(rows.map((row) => [Number(row.bucket), Number(row.activities)]));
    return buckets.map((_bucket, index) => counts.get(index) ?? 0);
  }

  /** The newest of the period. */
  newest(sql: Sql, userId: string, period: Interval, limit: number): Promise<ActivityEntity[]> {
    return sql
      .createQueryBuilder(ActivityEntity, 'activity')
      .useIndex('idx_user_timestamp')
      .where('activity.userId = :userId', { userId })
      .andWhere('activity.timestamp >= :from AND activity.timestamp < :to', {
        from: period.from,
        to: period.to,
      })
      .orderBy('activity.timestamp', 'DESC')
      .addOrderBy('activity.id', 'DESC')
      .limit(limit)
      .getMany();
  }
}
