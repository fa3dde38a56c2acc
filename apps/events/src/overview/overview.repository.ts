import { Injectable } from '@nestjs/common';
import { PAGE_VIEW_NAMES, pageOf } from '@trailmark/contracts';
import { Interval } from '@trailmark/measures';
import { parseJson, Sql } from '@trailmark/platform';
import { PAGE_OBJECT } from '../database/page-object.js';
import { Correction, DaySpan } from './day-span.js';
import { NameCount } from './ranking.js';

/** What of a user's doings is counted by name. */
type Kind = 'events' | 'pages';

/** Counts by name whose sums are right for all that can be among the most frequent. */
export type NameCounts = Record<Kind, NameCount[]>;

const RAW = 'FROM analytics_events WHERE user_id = ? AND timestamp >= ? AND timestamp < ?';

const RAW_EVENTS = `
  SELECT 'events' AS kind, event_name AS name, COUNT(*) * ? AS count ${RAW} GROUP BY event_name`;

/**
 * The name is the JSON that a page is told from, read of one view of each page: texts without a limit would
 * have the server group in files.
 */
const RAW_PAGES = `
  SELECT 'pages' AS kind, CAST(${PAGE_OBJECT} AS CHAR) AS name, views AS count
    FROM (SELECT MIN(id) AS one, COUNT(*) * ? AS views ${RAW} AND event_name IN (?)
           GROUP BY UNHEX(MD5(${PAGE_OBJECT}))) AS viewed
    STRAIGHT_JOIN analytics_events USE INDEX (idx_id) ON id = one AND timestamp >= ? AND timestamp < ?`;

const RAW_COUNTS = `${RAW_EVENTS} UNION ALL ${RAW_PAGES}`;

/** Of whole days: names that raw rows correct come first, then the most frequent. */
const countedDays = (kind: Kind, table: string, name: string, count: string): string => `
  (SELECT '${kind}' AS kind, ${name} AS name, SUM(${count}) AS count FROM ${table}
    WHERE user_id = ? AND day BETWEEN ? AND ? GROUP BY ${name}
    ORDER BY ${name} IN (?) DESC, SUM(${count}) DESC, ${name} LIMIT ?)`;

const COUNTED_DAYS = [
  countedDays('events', 'event_days', 'event_name', 'count'),
  countedDays('pages', 'page_days', 'page', 'views'),
].join(' UNION ALL ');

interface CountRow {
  kind: Kind;
  name: string;
  count: string;
}

/** What one user did most. */
@Injectable()
export class OverviewRepository {
  /** From whole days and what corrects them; of the names so many that none of the `top` is missing. */
  async counts(sql: Sql, userId: string, span: DaySpan, top: number): Promise<NameCounts> {
    const corrected = await this.corrections(sql, userId, span.corrections);
    const counted = await this.counted(sql, userId, span, corrected, top);
    return {
      events: [...corrected.events, ...counted.events],
      pages: [...corrected.pages, ...counted.pages],
    };
  }

  /**
   * How many sessions viewed each page for the first time in the interval. Grouped by the page's place among those
   * asked about: a number is grouped in half the time of a text.
   */
  async uniqueViews(
    sql: Sql,
    userId: string,
    { from, to }: Interval,
    pages: string[],
  ): Promise<Map<string, number>> {
    if (pages.length === 0) return new Map();
    const rows: { place: number; views: string }[] = await sql.query(
      `SELECT place, COUNT(*) AS views
         FROM (SELECT FIELD(page, ?) AS place FROM session_pages USE INDEX (idx_user_first)
                WHERE user_id = ? AND first_at >= ? AND first_at < ?) AS viewed
        GROUP BY place`,
      [pages, userId, from, to],
    );
    const views = new Map(rows.map((row) => [row.place, Number(row.views)]));
    return new Map(pages.map((page, index) => [page, views.get(index + 1) ?? 0]));
  }

  private async corrections(
    sql: Sql,
    userId: string,
    corrections: Correction[],
  ): Promise<NameCounts> {
    if (corrections.length === 0) return { events: [], pages: [] };
    const rows: CountRow[] = await sql.query(
      corrections.map(() => RAW_COUNTS).join(' UNION ALL '),
      corrections.flatMap(({ sign, from, to }) => {
        const within = [sign, userId, from, to];
        return [...within, ...within, PAGE_VIEW_NAMES, from, to];
      }),
    );
    const pages = ofKind(rows, 'pages').flatMap(({ name, count }) => {
      const page = pageOf(parseJson<Record<string, unknown>>(name));
      return page === null ? [] : [{ name: page, count }];
    });
    return { events: ofKind(rows, 'events'), pages };
  }

  private async counted(
    sql: Sql,
    userId: string,
    { days }: DaySpan,
    corrected: NameCounts,
    top: number,
  ): Promise<NameCounts> {
    if (!days) return { events: [], pages: [] };
    const rows: CountRow[] = await sql.query(
      COUNTED_DAYS,
      [corrected.events, corrected.pages].flatMap((counts) => {
        const names = [...new Set(counts.map(({ name }) => name))];
        const first = names.length > 0 ? names : [''];
        return [userId, days.first, days.last, first, top + names.length];
      }),
    );
    return { events: ofKind(rows, 'events'), pages: ofKind(rows, 'pages') };
  }
}

const ofKind = (rows: CountRow[], wanted: Kind): NameCount[] =>
  rows
    .filter(({ kind }) => kind === wanted)
    .map(({ name, count }) => ({ name, count: Number(count) }));
