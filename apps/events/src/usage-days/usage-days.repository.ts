import { Injectable } from '@nestjs/common';
import { EventCategory, PAGE_VIEW_NAMES } from '@trailmark/contracts';
import { addDays, daysBetween } from '@trailmark/measures';
import { parseJson, Sql } from '@trailmark/platform';
import { FEATURE_TYPES } from '../derived/feature.js';

/** UTC days of one user, both included, `YYYY-MM-DD`. */
export interface DayRange {
  userId: string;
  from: string;
  to: string;
}

/** A day with at least one event. */
export interface DayCounts {
  day: string;
  events: number;
  pageViews: number;
  /** Different pages viewed. */
  pages: number;
  /** Sessions that started on the day, and how long they were, whole. */
  sessions: number;
  durationMs: number;
}

/** When a user was seen; null: not at all. */
export interface History {
  /** Ever. */
  firstDay: string | null;
  /** Up to the end of the range. */
  lastDay: string | null;
  /** Before the range. */
  lastDayBefore: string | null;
  sessionsBefore: number;
}

export interface FeatureCount {
  day: string;
  name: string;
  category: EventCategory;
  count: number;
  timeSpentMs: number;
  lastAt: Date;
}

export interface PageView {
  sessionId: string;
  name: string;
  at: Date;
  properties: Record<string, unknown> | null;
}

type Raw<T> = { [K in keyof T]: T[K] extends number ? string : T[K] };

const COUNTED = 'user_id = ? AND day BETWEEN ? AND ?';

/** Days and what is counted of each; then, as one row each, when the user was seen. */
const DAYS_AND_HISTORY = `
  SELECT 'events' AS kind, CAST(event_days.day AS CHAR) AS date, SUM(count) AS total,
         SUM(IF(event_name IN (?), count, 0)) AS part
    FROM event_days WHERE ${COUNTED} GROUP BY event_days.day
  UNION ALL
  SELECT 'sessions', CAST(DATE(started_at) AS CHAR), COUNT(*),
         SUM(TIMESTAMPDIFF(MICROSECOND, started_at, last_at) DIV 1000)
    FROM sessions
   WHERE user_id = ? AND started_at >= ? AND started_at < ? + INTERVAL 1 DAY GROUP BY 2
  UNION ALL
  SELECT 'pages', CAST(page_days.day AS CHAR), COUNT(*), 0
    FROM page_days WHERE ${COUNTED} GROUP BY page_days.day
  UNION ALL
  SELECT 'first', CAST(MIN(day) AS CHAR), 0, 0 FROM event_days WHERE user_id = ?
  UNION ALL
  SELECT 'last', CAST(MAX(day) AS CHAR), 0, 0 FROM event_days WHERE user_id = ? AND day <= ?
  UNION ALL
  SELECT 'before', CAST(MAX(day) AS CHAR),
         (SELECT COUNT(*) FROM sessions WHERE user_id = ? AND started_at < ?), 0
    FROM event_days WHERE user_id = ? AND day < ?`;

interface CountRow {
  kind: 'events' | 'sessions' | 'pages' | 'first' | 'last' | 'before';
  date: string | null;
  total: string | number;
  part: string | number;
}

/** Reads of one user's days. All but the page views come from the derived tables. */
@Injectable()
export class UsageDaysRepository {
  /** Days with at least one event, oldest first, and when the user was seen, as of one moment. */
  async counts(
    sql: Sql,
    { userId, from, to }: DayRange,
  ): Promise<{ days: DayCounts[]; history: History }> {
    const range = [userId, from, to];
    const rows: CountRow[] = await sql.query(DAYS_AND_HISTORY, [
      PAGE_VIEW_NAMES,
      ...[...range, ...range, ...range],
      ...[userId, userId, to],
      ...[userId, from, userId, from],
    ]);
    return { days: daysOf(rows), history: historyOf(rows) };
  }

  /** What was used, by day; most used first. */
  async features(sql: Sql, { userId, from, to }: DayRange): Promise<FeatureCount[]> {
    const rows: Raw<FeatureCount>[] = await sql.query(
      `SELECT CAST(day AS CHAR) AS day, event_name AS name, event_category AS category,
              SUM(count) AS count, SUM(time_spent_ms) AS timeSpentMs, MAX(last_at) AS lastAt
         FROM event_days
        WHERE ${COUNTED} AND event_type IN (?) AND event_name NOT IN (?)
        GROUP BY event_days.day, event_name, event_category
        ORDER BY SUM(count) DESC, event_name, event_category`,
      [userId, from, to, FEATURE_TYPES, PAGE_VIEW_NAMES],
    );
    return rows.map((row) => ({
      ...row,
      count: Number(row.count),
      timeSpentMs: Number(row.timeSpentMs),
    }));
  }

  /** The first page views of each day, oldest first; the only read of raw rows, and a statement for each of the days. */
  async pageViews(
    sql: Sql,
    { userId, from, to }: DayRange,
    perDay: number,
  ): Promise<Map<string, PageView[]>> {
    const ofDay = async (day: string): Promise<[string, PageView[]]> => {
      const rows: PageView[] = await sql.query(
        `SELECT session_id AS sessionId, event_name AS name, timestamp AS at, properties
           FROM analytics_events
          WHERE user_id = ? AND timestamp >= ? AND timestamp < ? + INTERVAL 1 DAY
            AND event_name IN (?)
          ORDER BY timestamp, id LIMIT ?`,
        [userId, day, day, PAGE_VIEW_NAMES, perDay],
      );
      return [day, rows.map((row) => ({ ...row, properties: parseJson<never>(row.properties) }))];
    };
    const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, n) => addDays(from, n));
    return new Map(await Promise.all(days.map(ofDay)));
  }
}

const daysOf = (rows: CountRow[]): DayCounts[] => {
  const ofKind = (wanted: CountRow['kind']) =>
    new Map(rows.filter(({ kind }) => kind === wanted).map((row) => [row.date ?? '', row]));
  const [events, sessions, pages] = [ofKind('events'), ofKind('sessions'), ofKind('pages')];
  return [...events.keys()].sort().map((day) => ({
    day,
    events: Number(events.get(day)?.total),
    pageViews: Number(events.get(day)?.part),
    pages: Number(pages.get(day)?.total ?? 0),
    sessions: Number(sessions.get(day)?.total ?? 0),
    durationMs: Number(sessions.get(day)?.part ?? 0),
  }));
};

const historyOf = (rows: CountRow[]): History => {
  const rowOf = (wanted: CountRow['kind']) => rows.find(({ kind }) => kind === wanted);
  return {
    firstDay: rowOf('first')?.date ?? null,
    lastDay: rowOf('last')?.date ?? null,
    lastDayBefore: rowOf('before')?.date ?? null,
    sessionsBefore: Number(rowOf('before')?.total ?? 0),
  };
};
