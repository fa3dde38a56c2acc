import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';

const FIGURES = 'events, requests, successful, timed, total_ms, errors, slow, slow_ms';

const SUMS = FIGURES.split(', ')
  .map((figure) => `SUM(${figure})`)
  .join(', ');

interface Result {
  affectedRows: number;
}

/** Rows of distinct ids from before a day (UTC, `YYYY-MM-DD`). */
@Injectable()
export class PastJourneyRepository {
  /** The first of the ids that has any; null: none. */
  async firstWithPast(sql: Sql, distinctIds: string[], day: string): Promise<string | null> {
    if (distinctIds.length === 0) return null;
    const [row]: { id: string }[] = await sql.query(
      `SELECT id FROM (
         (SELECT distinct_id AS id FROM journey_events
           WHERE distinct_id IN (?) AND timestamp < ? LIMIT 1)
         UNION ALL
         (SELECT distinct_id AS id FROM journey_days WHERE distinct_id IN (?) AND day < ? LIMIT 1)
       ) AS found LIMIT 1`,
      [distinctIds, day, distinctIds, day],
    );
    return row?.id ?? null;
  }

  /** Until this transaction ends nobody else writes about the id. */
  async hold(sql: Sql, distinctId: string): Promise<void> {
    await sql.query('SELECT 1 FROM person_distinct_ids WHERE distinct_id = ? FOR UPDATE', [
      distinctId,
    ]);
  }

  async deleteEvents(sql: Sql, distinctId: string, day: string, limit: number): Promise<number> {
    const { affectedRows }: Result = await sql.query(
      `DELETE FROM journey_events WHERE distinct_id = ? AND timestamp < ?
        ORDER BY distinct_id, timestamp LIMIT ?`,
      [distinctId, day, limit],
    );
    return affectedRows;
  }

  async deleteDays(sql: Sql, distinctId: string, day: string, limit: number): Promise<number> {
    const { affectedRows }: Result = await sql.query(
      'DELETE FROM journey_days WHERE distinct_id = ? AND day < ? ORDER BY distinct_id, day LIMIT ?',
      [distinctId, day, limit],
    );
    return affectedRows;
  }

  /** Leaves of the months what the days from `day` on add up to. */
  async recountMonths(sql: Sql, distinctId: string, day: string): Promise<void> {
    const month = `${day.slice(0, 8)}01`;
    await sql.query('DELETE FROM journey_months WHERE distinct_id = ? AND month <= ?', [
      distinctId,
      month,
    ]);
    await sql.query(
      `INSERT INTO journey_months (distinct_id, month, endpoint, error_type, ${FIGURES})
       SELECT distinct_id, ?, endpoint, error_type, ${SUMS} FROM journey_days
        WHERE distinct_id = ? AND day >= ? AND day < ? + INTERVAL 1 MONTH
        GROUP BY distinct_id, endpoint, error_type`,
      [month, distinctId, day, month],
    );
  }
}
