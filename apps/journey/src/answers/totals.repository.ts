import { Injectable } from '@nestjs/common';
import { type Interval, utcToDay } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { FIRST_FAILURE } from '../store/classification.js';
import { Count } from '../store/counts.js';
import { indexOf, ofKind } from './event-kind.js';
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

/** What counts some part of a period, and the values of that. */
type Statement = [sql: string, values: unknown[]];

interface Counting {
  /** Of a table that counts by `column`, the first day of what it counts. */
  counted: (table: string, column: string, periods: readonly Interval[]) => Statement;
  /** Of the events. */
  now: (times: readonly Interval[]) => Statement;
}

/** One statement over all that makes up a period. */
const over = ({ months, days, rest }: Parts, { counted, now }: Counting): Statement => {
  const parts: Statement[] = [];
  if (months.length > 0) parts.push(counted('journey_months', 'month', months));
  if (days.length > 0) parts.push(counted('journey_days', 'day', days));
  if (rest.length > 0) parts.push(now(rest));
  return [parts.map(([sql]) => sql).join(' UNION ALL '), parts.flatMap(([, values]) => values)];
};

/** By endpoint and error type. */
const counting = (ids: readonly string[]): Counting => ({
  counted: (table, column, periods) => [
    `SELECT ${SUMS} FROM ${table} WHERE distinct_id IN (?) AND ${anyOf(column, periods)}
      GROUP BY endpoint, error_type`,
    [ids, ...daysOf(periods)],
  ],
  now: (times) => [
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
  ],
});

/** Of how many events the counters have a column. */
export type CountedKind = keyof typeof COLUMN_OF;

const COLUMN_OF = { all: 'events', error: 'errors', slow: 'slow' } as const;

/** Without reading an event's row: its index tells of what kind it is. */
const countingKind = (ids: readonly string[], kind: CountedKind): Counting => ({
  counted: (table, column, periods) => [
    `SELECT SUM(${COLUMN_OF[kind]}) AS n FROM ${table}
      WHERE distinct_id IN (?) AND ${anyOf(column, periods)}`,
    [ids, ...daysOf(periods)],
  ],
  now: (times) => [
    `SELECT COUNT(*) AS n FROM journey_events FORCE INDEX (${indexOf(kind)})
      WHERE distinct_id IN (?) ${ofKind(kind).sql} AND ${anyOf('timestamp', times)}`,
    [ids, ...boundsOf(times)],
  ],
});

/** Counts a user's events; no statement here reads what events carry. */
@Injectable()
export class TotalsRepository {
  /** Whole months and days (UTC) from what is counted already, the rest from the events. */
  async counts(sql: Sql, ids: readonly string[], parts: Parts): Promise<Count[]> {
    const [select, values] = over(parts, counting(ids));
    const rows: Row[] = await sql.query(select, values);
    return rows.map(toCount);
  }

  /** How many events of a kind, from the same. */
  async count(sql: Sql, ids: readonly string[], parts: Parts, kind: CountedKind): Promise<number> {
    const [select, values] = over(parts, countingKind(ids, kind));
    const rows: { n: unknown }[] = await sql.query(select, values);
    return rows.reduce((sum, { n }) => sum + Number(n), 0);
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
