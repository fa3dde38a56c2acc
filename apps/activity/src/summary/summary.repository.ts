import { Injectable } from '@nestjs/common';
import type { Bucket, Interval } from '@trailmark/measures';
import { bytesToUuid, Sql } from '@trailmark/platform';
import { ActivityEntity } from '../activities/activity.entity.js';

/** What a list of the newest shows of an activity. */
export type NewActivity = Pick<ActivityEntity, 'id' | 'description' | 'timestamp' | 'severity'>;

type NewActivityRow = Omit<NewActivity, 'id'> & { id: Buffer };

/** Reads of one user's log. The index is named: of a short time a planner may prefer to read everybody's rows. */
@Injectable()
export class SummaryRepository {
  /**
   * Activities in each bucket, counted in the index alone.
   * @param buckets adjoining, oldest first.
   */
  async perBucket(sql: Sql, userId: string, buckets: readonly Bucket[]): Promise<number[]> {
    const [first, last] = [buckets.at(0), buckets.at(-1)];
    if (!first || !last) return [];
    const ends = buckets.map(({ to }) => to.getTime() * 1000);
    const rows: { bucket: string; activities: string }[] = await sql.query(
      `SELECT INTERVAL(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', timestamp), ?) AS bucket,
              COUNT(*) AS activities
         FROM activity_logs USE INDEX (idx_user_timestamp)
        WHERE user_id = ? AND timestamp >= ? AND timestamp < ? GROUP BY 1`,
      [ends, userId, first.from, last.to],
    );
    const counts = new Map(rows.map((row) => [Number(row.bucket), Number(row.activities)]));
    return buckets.map((_bucket, index) => counts.get(index) ?? 0);
  }

  /** The newest of the period. */
  async newest(sql: Sql, userId: string, period: Interval, limit: number): Promise<NewActivity[]> {
    const rows: NewActivityRow[] = await sql.query(
      `SELECT id, description, timestamp, severity
         FROM activity_logs USE INDEX (idx_user_timestamp)
        WHERE user_id = ? AND timestamp >= ? AND timestamp < ?
        ORDER BY timestamp DESC, id DESC LIMIT ?`,
      [userId, period.from, period.to, limit],
    );
    return rows.map((row) => ({ ...row, id: bytesToUuid(row.id) }));
  }
}
