import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';
import { chunksOf } from './chunks.js';
import { Grain, PeriodCount } from './counts.js';

const TABLES: Record<Grain, string> = { day: 'journey_days', month: 'journey_months' };

const FIGURES = 'events, requests, successful, timed, total_ms, errors, slow, slow_ms';

const ADDED = FIGURES.split(', ')
  .map((figure) => `${figure} = ${figure} + VALUES(${figure})`)
  .join(', ');

/** Counts by day and month (UTC), added to in the transaction that stores what they count. */
@Injectable()
export class CountsRepository {
  /** @param counts sorted, so that writers do not cross. */
  async add(sql: Sql, grain: Grain, counts: PeriodCount[]): Promise<void> {
    const rows = counts.map((count) => [
      count.distinctId,
      count.start,
      count.endpoint,
      count.errorType,
      count.events,
      count.requests,
      count.successful,
      count.timed,
      count.totalMs,
      count.errors,
      count.slow,
      count.slowMs,
    ]);
    for (const chunk of chunksOf(rows)) {
      await sql.query(
        `INSERT INTO ${TABLES[grain]} (distinct_id, ${grain}, endpoint, error_type, ${FIGURES})
         VALUES ? ON DUPLICATE KEY UPDATE ${ADDED}`,
        [chunk],
      );
    }
  }
}
