import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';
import { chunksOf } from './chunks.js';
import { DayCount } from './day-counts.js';

/** Counts of each day (UTC), added to in the transaction that stores what they count. */
@Injectable()
export class DaysRepository {
  /** @param days sorted, so that writers do not cross. */
  async add(sql: Sql, days: DayCount[]): Promise<void> {
    const rows = days.map((day) => [
      day.distinctId,
      day.day,
      day.endpoint,
      day.events,
      day.requests,
      day.successful,
      day.timed,
      day.totalMs,
    ]);
    for (const chunk of chunksOf(rows)) {
      await sql.query(
        `INSERT INTO journey_days
           (distinct_id, day, endpoint, events, requests, successful, timed, total_ms) VALUES ?
         ON DUPLICATE KEY UPDATE events = events + VALUES(events),
           requests = requests + VALUES(requests), successful = successful + VALUES(successful),
           timed = timed + VALUES(timed), total_ms = total_ms + VALUES(total_ms)`,
        [chunk],
      );
    }
  }
}
