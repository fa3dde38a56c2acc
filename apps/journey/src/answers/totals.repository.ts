import { Injectable } from '@nestjs/common';
import { type Interval, utcToDay } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { FIRST_FAILURE } from '../store/classification.js';
import { Count } from '../store/counts.js';
import { Selection } from './selection.js';

/** A period, cut into what is counted already and what is not. */
export interface Parts {
  months: readonly Interval[];
  days: readonly Interval[];
  rest: readonly Interval[];
}

type Row = { [K in keyof Count]: unknown };

const toCount = (row: Row): Count => ({
  endpoint: String(row.endpoint),
  errorType: String(row.errorType),
  events: Number(row.events),
  requests: Number(row.requests),
  successful: Number(row.successful),
  timed: Number(row.timed),
  totalMs: Number(row.totalMs),
  errors: Number(row.errors),
  slow: Number(row.slow),
  slowMs: Number(row.slowMs),
});

const SUMS = `endpoint, error_type AS errorType, SUM(events) AS events, SUM(requests) AS requests,
  SUM(successful) AS successful, SUM(timed) AS timed, SUM(total_ms) AS totalMs,
  SUM(errors) AS errors, SUM(slow) AS slow, SUM(slow_ms) AS slowMs`;

/** A condition that any of the intervals, of which there is at least one, meets. */
const anyOf = (column: string, intervals: readonly Interval[]): string =>
  `(${intervals.map(() => `(${column} >= ? AND ${column} < ?)`).join(' OR ')})`;

const boundsOf = (intervals: readonly Interval[]): Date[] =>
  intervals.flatMap(({ from, to }) => [from, to]);

/** The first days of the intervals, and those after their last. */
const daysOf = (intervals: readonly Interval[]): string[] =>
  boundsOf(intervals).map((bound) => utcToDay(bound.getTime()));

/** One part of a period: what counts it, and the values of that. */
type Part = [sql: string, values: unknown[]];

const counted = (
  table: string,
  column: string,
  ids: readonly string[],
  periods: readonly Interval[],
): Part => [
  `SELECT ${SUMS} FROM ${table} WHERE distinct_id IN (?) AND ${anyOf(column, periods)}
    GROUP BY endpoint, error_type`,
  [ids, ...daysOf(periods)],
];

const countedNow = (ids: readonly string[], times: readonly Interval[]): Part => [
  `SELECT IF(is_request OR event = 'slow_request', COALESCE(endpoint, ''), '') AS endpoint,
          IF(is_error, COALESCE(error_type, ''), '') AS errorType, COUNT(*) AS events,
          SUM(is_request) AS requests,
          SUM(is_request AND COALESCE(status_code, 0) < ?) AS successful,
          SUM(is_request AND duration_ms IS NOT NULL) AS timed,
          SUM(IF(is_request, COALESCE(duration_ms, 0), 0)) AS totalMs,
          SUM(is_error) AS errors, SUM(is_slow) AS slow,
          SUM(IF(is_slow, COALESCE(duration_ms, 0), 0)) AS slowMs
     FROM journey_events FORCE INDEX (idx_user)
    WHERE distinct_id IN (?) AND ${anyOf('timestamp', times)} GROUP BY 1, 2`,
  [FIRST_FAILURE, ids, ...boundsOf(times)],
];

/** Counts a user's events; no statement here reads what events carry. */
@Injectable()
export class TotalsRepository {
  /** Whole months and days (UTC) from what is counted already, the rest from the events. */
  async counts(sql: Sql, ids: readonly string[], { months, days, rest }: Parts): Promise<Count[]> {
    const parts: Part[] = [];
    if (months.length > 0) parts.push(counted('journey_months', 'month', ids, months));
    if (days.length > 0) parts.push(counted('journey_days', 'day', ids, days));
    if (rest.length > 0) parts.push(countedNow(ids, rest));
    const rows: Row[] = await sql.query(
      parts.map(([select]) => select).join(' UNION ALL '),
      parts.flatMap(([, values]) => values),
    );
    return rows.map(toCount);
  }

  /** Different request ids. */
  async requestIds(sql: Sql, { distinctIds, period }: Selection): Promise<number> {
    const [row]: { ids: unknown }[] = await sql.query(
      `SELECT COUNT(DISTINCT request_id) AS ids FROM journey_events FORCE INDEX (idx_user)
        WHERE distinct_id IN (?) AND timestamp >= ? AND timestamp < ?`,
      [distinctIds, period.from, period.to],
    );
    return Number(row?.ids);
  }
}
