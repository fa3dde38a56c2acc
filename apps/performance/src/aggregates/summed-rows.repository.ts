import { Injectable } from '@nestjs/common';
import { Day, Interval } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { MetricEntity } from '../metrics/metric.entity.js';
import { Group } from './group.js';
import { ADD_SUMS, SUM_COLUMNS, Sums, SumsRow } from './sums.js';

export type SlotRow = { slot: Date } & SumsRow;
export type PageRow = { page: string } & SumsRow;

const SUMS = SUM_COLUMNS.join(', ');
const TOTALS = SUM_COLUMNS.map((column) => `SUM(${column}) AS ${column}`).join(', ');

const valuesOf = (groups: Group<(string | Date)[], MetricEntity>[]): unknown[][] =>
  groups.map(({ key, items }) => [...key, ...Sums.of(items).toValues()]);

/** Tables of sums alone, and of who saw what. */
@Injectable()
export class SummedRows {
  async addSlots(
    sql: Sql,
    groups: Group<[user: string, slot: Date], MetricEntity>[],
  ): Promise<void> {
    await sql.query(
      `INSERT INTO performance_user_slots (user_id, slot, ${SUMS}) VALUES ? ${ADD_SUMS}`,
      [valuesOf(groups)],
    );
  }

  async addUserPages(
    sql: Sql,
    groups: Group<[user: string, day: Day, page: string], MetricEntity>[],
  ): Promise<void> {
    await sql.query(
      `INSERT INTO performance_user_pages (user_id, day, page, ${SUMS}) VALUES ? ${ADD_SUMS}`,
      [valuesOf(groups)],
    );
  }

  async addPageUsers(sql: Sql, keys: [page: string, day: Day, user: string][]): Promise<void> {
    await sql.query(
      `INSERT INTO performance_page_users (page, day, user_id) VALUES ?
         ON DUPLICATE KEY UPDATE day = day`,
      [keys],
    );
  }

  /** A user's slots within the interval, whose bounds lie between slots. */
  slots(sql: Sql, userId: string, { from, to }: Interval): Promise<SlotRow[]> {
    return sql.query(
      `SELECT slot, ${SUMS} FROM performance_user_slots
        WHERE user_id = ? AND slot >= ? AND slot < ?`,
      [userId, from, to],
    );
  }

  /** A user's pages on the days `first` to `last`, each once. */
  userPages(sql: Sql, userId: string, [first, last]: readonly [Day, Day]): Promise<PageRow[]> {
    return sql.query(
      `SELECT page, ${TOTALS} FROM performance_user_pages
        WHERE user_id = ? AND day BETWEEN ? AND ? GROUP BY page`,
      [userId, first, last],
    );
  }

  /** How many users measured each page on the days `first` to `last`. */
  async countUsers(
    sql: Sql,
    pages: string[],
    [first, last]: readonly [Day, Day],
  ): Promise<Map<string, number>> {
    if (pages.length === 0) return new Map();
    const rows: { page: string; users: string }[] = await sql.query(
      `SELECT page, COUNT(DISTINCT user_id) AS users FROM performance_page_users
        WHERE page IN (?) AND day BETWEEN ? AND ? GROUP BY page`,
      [pages, first, last],
    );
    return new Map(rows.map(({ page, users }) => [page, Number(users)]));
  }
}
