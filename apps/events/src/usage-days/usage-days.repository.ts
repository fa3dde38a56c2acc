import { Injectable } from '@nestjs/common';
import { EventCategory, PAGE_VIEW_NAMES } from '@trailmark/contracts';
import { parseJson, Sql } from '@trailmark/platform';
import { FEATURE_TYPES } from '../derived/feature.js';

/** UTC days of one user, both included, `YYYY-MM-DD`. */
export interface DayRange {
  userId: string;
  from: string;
  to: string;
}

export interface EventCount {
  day: string;
  events: number;
  pageViews: number;
}

export interface SessionCount {
  day: string;
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

/** Reads of one user's days. All but the page views come from the derived tables. */
@Injectable()
export class UsageDaysRepository {
  /** Days with at least one event, oldest first. */
  async eventCounts(sql: Sql, { userId, from, to }: DayRange): Promise<EventCount[]> {
    const rows: Raw<EventCount>[] = await sql.query(
      `SELECT CAST(day AS CHAR) AS day, SUM(count) AS events,
              SUM(IF(event_name IN (?), count, 0)) AS pageViews
         FROM event_days WHERE ${COUNTED} GROUP BY event_days.day ORDER BY event_days.day`,
      [PAGE_VIEW_NAMES, userId, from, to],
    );
    return rows.map(({ day, events, pageViews }) => ({
      day,
      events: Number(events),
      pageViews: Number(pageViews),
    }));
  }

  /** By the day a session started. */
  async sessionCounts(sql: Sql, { userId, from, to }: DayRange): Promise<SessionCount[]> {
    const rows: Raw<SessionCount>[] = await sql.query(
      `SELECT CAST(DATE(started_at) AS CHAR) AS day, COUNT(*) AS sessions,
              SUM(TIMESTAMPDIFF(MICROSECOND, started_at, last_at) DIV 1000) AS durationMs
         FROM sessions
        WHERE user_id = ? AND started_at >= ? AND started_at < ? + INTERVAL 1 DAY
        GROUP BY 1`,
      [userId, from, to],
    );
    return rows.map(({ day, sessions, durationMs }) => ({
      day,
      sessions: Number(sessions),
      durationMs: Number(durationMs),
    }));
  }

  /** Different pages viewed, by day. */
  async pageCounts(sql: Sql, { userId, from, to }: DayRange): Promise<Map<string, number>> {
    const rows: { day: string; pages: string }[] = await sql.query(
      `SELECT CAST(day AS CHAR) AS day, COUNT(*) AS pages
         FROM page_days WHERE ${COUNTED} GROUP BY page_days.day`,
      [userId, from, to],
    );
    return new Map(rows.map(({ day, pages }) => [day, Number(pages)]));
  }

  async history(sql: Sql, { userId, from, to }: DayRange): Promise<History> {
    const [row]: (Omit<History, 'sessionsBefore'> & { sessionsBefore: string })[] = await sql.query(
      `SELECT
           (SELECT CAST(MIN(day) AS CHAR) FROM event_days WHERE user_id = ?) AS firstDay,
           (SELECT CAST(MAX(day) AS CHAR) FROM event_days WHERE user_id = ? AND day <= ?) AS lastDay,
           (SELECT CAST(MAX(day) AS CHAR) FROM event_days WHERE user_id = ? AND day < ?)
             AS lastDayBefore,
           (SELECT COUNT(*) FROM sessions WHERE user_id = ? AND started_at < ?) AS sessionsBefore`,
      [userId, userId, to, userId, from, userId, from],
    );
    return {
      firstDay: row?.firstDay ?? null,
      lastDay: row?.lastDay ?? null,
      lastDayBefore: row?.lastDayBefore ?? null,
      sessionsBefore: Number(row?.sessionsBefore ?? 0),
    };
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

  /** The first page views of each of the days, oldest first; the only read of raw rows. */
  async pageViews(
    sql: Sql,
    userId: string,
    days: string[],
    perDay: number,
  ): Promise<Map<string, PageView[]>> {
    const byDay = new Map<string, PageView[]>();
    for (const day of days) {
      const rows: PageView[] = await sql.query(
        `SELECT session_id AS sessionId, event_name AS name, timestamp AS at, properties
           FROM analytics_events
          WHERE user_id = ? AND timestamp >= ? AND timestamp < ? + INTERVAL 1 DAY
            AND event_name IN (?)
          ORDER BY timestamp, id LIMIT ?`,
        [userId, day, day, PAGE_VIEW_NAMES, perDay],
      );
      const views = rows.map((row) => ({ ...row, properties: parseJson<never>(row.properties) }));
      byDay.set(day, views);
    }
    return byDay;
  }
}
