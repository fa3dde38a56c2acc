import { Injectable } from '@nestjs/common';
import { PAGE_VIEW_NAMES } from '@trailmark/contracts';
import { alignedTo, Interval, SLOT_MS } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { SessionTotals } from './session-totals.js';

/** Events within one slot; `at` lies in the slot and in the interval asked about. */
export interface SlotCounts {
  at: Date;
  events: number;
  pageViews: number;
  errors: number;
}

/** Sessions that started within one slot; `at` is when the first of them did. */
export type SlotSessions = { at: Date } & SessionTotals;

type Raw<T> = { [K in keyof T]: T[K] extends Date ? Date : string | number };

const SLOTS = `
  SELECT slot AS at, events, page_views AS pageViews, errors
    FROM event_slots WHERE user_id = ? AND slot >= ? AND slot < ?`;

/** The part of a slot, counted from its events. */
const EDGE = `
  SELECT CAST(? AS DATETIME(3)) AS at, COUNT(*) AS events, SUM(event_name IN (?)) AS pageViews,
         SUM(event_type = 'error_event' OR event_category = 'errors') AS errors
    FROM analytics_events WHERE user_id = ? AND timestamp >= ? AND timestamp < ? HAVING COUNT(*) > 0`;

const DURATION = `TIMESTAMPDIFF(MICROSECOND, started_at, last_at) DIV 1000`;

/** Of a session of some weeks too large for an integer. */
const SQUARED = `duration * CAST(duration AS DECIMAL(20))`;

/** One user's figures of any interval, in pieces that no bucket of a time series cuts. */
@Injectable()
export class CountsRepository {
  /** Slots with at least one event in any of the intervals; read as counted, but for those that an interval cuts. */
  async events(sql: Sql, userId: string, intervals: readonly Interval[]): Promise<SlotCounts[]> {
    const cut = intervals.map((interval) => alignedTo(SLOT_MS, interval));
    const wholes = cut.flatMap(({ whole }) => whole ?? []);
    const edges = cut.flatMap((one) => one.edges);
    const rows: Raw<SlotCounts>[] = await sql.query(
      [...wholes.map(() => SLOTS), ...edges.map(() => EDGE)].join(' UNION ALL '),
      [
        ...wholes.flatMap(({ from, to }) => [userId, from, to]),
        ...edges.flatMap(({ from, to }) => [from, PAGE_VIEW_NAMES, userId, from, to]),
      ],
    );
    return rows.map(({ at, events, pageViews, errors }) => ({
      at,
      events: Number(events),
      pageViews: Number(pageViews),
      errors: Number(errors),
    }));
  }

  /** Sessions that started in any of the adjoining intervals, oldest first, by slot and interval. */
  async sessions(
    sql: Sql,
    userId: string,
    intervals: readonly Interval[],
  ): Promise<SlotSessions[]> {
    const [first, ...later] = intervals;
    if (!first) return [];
    const last = later.at(-1) ?? first;
    const rows: Raw<SlotSessions>[] = await sql.query(
      `SELECT MIN(started_at) AS at, COUNT(*) AS sessions, SUM(duration) AS durationMs,
              SUM(${SQUARED}) AS squaredMs, SUM(page_views >= 1) AS viewed,
              SUM(page_views = 1) AS bounces
         FROM (SELECT started_at, page_views, ${DURATION} AS duration
                 FROM sessions WHERE user_id = ? AND started_at >= ? AND started_at < ?) AS started
        GROUP BY TIMESTAMPDIFF(MINUTE, '1000-01-01', started_at) DIV 15
                 ${later.map(() => ', started_at >= ?').join('')}`,
      [userId, first.from, last.to, ...later.map(({ from }) => from)],
    );
    return rows.map(({ at, sessions, durationMs, squaredMs, viewed, bounces }) => ({
      at,
      sessions: Number(sessions),
      durationMs: BigInt(durationMs),
      squaredMs: BigInt(squaredMs),
      viewed: Number(viewed),
      bounces: Number(bounces),
    }));
  }
}
