import { Injectable } from '@nestjs/common';
import { type Interval, utcToDay } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { FIRST_FAILURE } from '../store/classification.js';
import { EndpointCount } from '../store/day-counts.js';
import { Selection } from './selection.js';
import { whereNotSuperseded } from './slow/superseded.js';

export interface TypeCount {
  type: string;
  count: number;
}

export interface SlowCount {
  /** Null: not told. */
  endpoint: string | null;
  count: number;
  totalMs: number;
}

type Counted<T> = { [K in keyof T]: unknown };

/** The first of the whole days, and the one after the last. */
const daysOf = ({ from, to }: Interval) => [utcToDay(from.getTime()), utcToDay(to.getTime())];

const toEndpointCount = (row: Counted<EndpointCount>): EndpointCount => ({
  endpoint: String(row.endpoint),
  events: Number(row.events),
  requests: Number(row.requests),
  successful: Number(row.successful),
  timed: Number(row.timed),
  totalMs: Number(row.totalMs),
});

/** Counts a user's events; no statement here reads what events carry. */
@Injectable()
export class TotalsRepository {
  /** Of whole days (UTC), from what is counted already. */
  async ofDays(sql: Sql, ids: readonly string[], whole: Interval): Promise<EndpointCount[]> {
    const rows: Counted<EndpointCount>[] = await sql.query(
      `SELECT endpoint, SUM(events) AS events, SUM(requests) AS requests,
              SUM(successful) AS successful, SUM(timed) AS timed, SUM(total_ms) AS totalMs
         FROM journey_days WHERE distinct_id IN (?) AND day >= ? AND day < ? GROUP BY endpoint`,
      [ids, ...daysOf(whole)],
    );
    return rows.map(toEndpointCount);
  }

  /** Of any time, from the events. */
  async ofEvents(sql: Sql, { distinctIds, period }: Selection): Promise<EndpointCount[]> {
    const rows: Counted<EndpointCount>[] = await sql.query(
      `SELECT IF(is_request, COALESCE(endpoint, ''), '') AS endpoint, COUNT(*) AS events,
              SUM(is_request) AS requests,
              SUM(is_request AND COALESCE(status_code, 0) < ?) AS successful,
              SUM(is_request AND duration_ms IS NOT NULL) AS timed,
              SUM(IF(is_request, COALESCE(duration_ms, 0), 0)) AS totalMs
         FROM journey_events USE INDEX (idx_user)
        WHERE distinct_id IN (?) AND timestamp >= ? AND timestamp < ? GROUP BY 1`,
      [FIRST_FAILURE, distinctIds, period.from, period.to],
    );
    return rows.map(toEndpointCount);
  }

  /** Errors by type, the most frequent first. */
  async errors(sql: Sql, { distinctIds, period }: Selection): Promise<TypeCount[]> {
    const rows: Counted<TypeCount>[] = await sql.query(
      `SELECT error_type AS type, COUNT(*) AS count FROM journey_events USE INDEX (idx_user_errors)
        WHERE distinct_id IN (?) AND is_error = 1 AND timestamp >= ? AND timestamp < ?
        GROUP BY error_type ORDER BY count DESC, error_type`,
      [distinctIds, period.from, period.to],
    );
    return rows.map(({ type, count }) => ({ type: String(type), count: Number(count) }));
  }

  /** Slow requests by endpoint, the most frequent first. */
  async slow(sql: Sql, selection: Selection): Promise<SlowCount[]> {
    const { distinctIds, period } = selection;
    const once = whereNotSuperseded(selection);
    const rows: { endpoint: string | null; count: unknown; totalMs: unknown }[] = await sql.query(
      `SELECT e.endpoint, COUNT(*) AS count, SUM(e.duration_ms) AS totalMs
         FROM journey_events e USE INDEX (idx_user_slow)
        WHERE e.distinct_id IN (?) AND e.is_slow = 1 AND e.timestamp >= ? AND e.timestamp < ?
          AND ${once.sql}
        GROUP BY e.endpoint ORDER BY count DESC, e.endpoint`,
      [distinctIds, period.from, period.to, ...once.values],
    );
    return rows.map(({ endpoint, count, totalMs }) => ({
      endpoint,
      count: Number(count),
      totalMs: Number(totalMs),
    }));
  }

  /** Different request ids. */
  async requestIds(sql: Sql, { distinctIds, period }: Selection): Promise<number> {
    const [row]: { ids: unknown }[] = await sql.query(
      `SELECT COUNT(DISTINCT request_id) AS ids FROM journey_events USE INDEX (idx_user)
        WHERE distinct_id IN (?) AND timestamp >= ? AND timestamp < ?`,
      [distinctIds, period.from, period.to],
    );
    return Number(row?.ids);
  }
}
