import { Injectable } from '@nestjs/common';
import { PAGE_VIEW_NAMES, pageOf } from '@trailmark/contracts';
import { Interval } from '@trailmark/measures';
import { parseJson, Sql } from '@trailmark/platform';
import { PAGE_OBJECT } from '../database/page-object.js';
import { Correction, DaySpan } from './day-span.js';
import { NameCount } from './ranking.js';

/** A derived table of days that counts something by name. */
interface CountedDays {
  table: string;
  name: string;
  count: string;
}

const EVENTS: CountedDays = { table: 'event_days', name: 'event_name', count: 'count' };
const PAGES: CountedDays = { table: 'page_days', name: 'page', count: 'views' };

const RAW = 'FROM analytics_events WHERE user_id = ? AND timestamp >= ? AND timestamp < ?';

const RAW_EVENTS = `SELECT event_name AS name, COUNT(*) * ? AS count ${RAW} GROUP BY event_name`;

const RAW_PAGES = `
  SELECT viewed AS page, COUNT(*) * ? AS count
    FROM (SELECT CAST(${PAGE_OBJECT} AS CHAR) COLLATE utf8mb4_bin AS viewed ${RAW} AND event_name IN (?)) AS views
   GROUP BY viewed`;

/** What one user did most. */
@Injectable()
export class OverviewRepository {
  /** Counts by event name whose sums are right for all that can be among the `top` most frequent. */
  async events(sql: Sql, userId: string, span: DaySpan, top: number): Promise<NameCount[]> {
    const { corrections } = span;
    const raw: { name: string; count: string }[] =
      corrections.length === 0
        ? []
        : await sql.query(
            corrections.map(() => RAW_EVENTS).join(' UNION ALL '),
            corrections.flatMap((correction) => rawValues(correction, userId)),
          );
    const corrected = raw.map(({ name, count }) => ({ name, count: Number(count) }));
    return [...corrected, ...(await this.counted(sql, EVENTS, userId, span, corrected, top))];
  }

  /** The same of pages and their views. */
  async pages(sql: Sql, userId: string, span: DaySpan, top: number): Promise<NameCount[]> {
    const { corrections } = span;
    const raw: { page: unknown; count: string }[] =
      corrections.length === 0
        ? []
        : await sql.query(
            corrections.map(() => RAW_PAGES).join(' UNION ALL '),
            corrections.flatMap((correction) => [
              ...rawValues(correction, userId),
              PAGE_VIEW_NAMES,
            ]),
          );
    const corrected = raw.flatMap(({ page, count }) => {
      const name = pageOf(parseJson<Record<string, unknown>>(page));
      return name === null ? [] : [{ name, count: Number(count) }];
    });
    return [...corrected, ...(await this.counted(sql, PAGES, userId, span, corrected, top))];
  }

  /** How many sessions viewed each page for the first time in the interval. */
  async uniqueViews(
    sql: Sql,
    userId: string,
    { from, to }: Interval,
    pages: string[],
  ): Promise<Map<string, number>> {
    if (pages.length === 0) return new Map();
    const rows: { page: string; views: string }[] = await sql.query(
      `SELECT page, COUNT(*) AS views FROM session_pages
        WHERE user_id = ? AND first_at >= ? AND first_at < ? AND page IN (?) GROUP BY page`,
      [userId, from, to, pages],
    );
    return new Map(rows.map(({ page, views }) => [page, Number(views)]));
  }

  /**
   * From whole days: the names that raw rows correct, and so many of the others, the most frequent
   * first, that none of the top is missing.
   */
  private async counted(
    sql: Sql,
    { table, name, count }: CountedDays,
    userId: string,
    { days }: DaySpan,
    corrected: NameCount[],
    top: number,
  ): Promise<NameCount[]> {
    if (!days) return [];
    const names = new Set(corrected.map((one) => one.name));
    const rows: { name: string; total: string }[] = await sql.query(
      `SELECT ${name} AS name, SUM(${count}) AS total FROM ${table}
        WHERE user_id = ? AND day BETWEEN ? AND ? GROUP BY ${name}
        ORDER BY ${name} IN (?) DESC, SUM(${count}) DESC, ${name} LIMIT ?`,
      [userId, days.first, days.last, names.size > 0 ? [...names] : [''], top + names.size],
    );
    return rows.map((row) => ({ name: row.name, count: Number(row.total) }));
  }
}

const rawValues = ({ sign, from, to }: Correction, userId: string): unknown[] => [
  sign,
  userId,
  from,
  to,
];
