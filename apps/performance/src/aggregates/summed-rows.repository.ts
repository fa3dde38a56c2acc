import { Injectable } from '@nestjs/common';
import { Bucket, Day, Interval, MINUTE_MS } from '@trailmark/measures';
import { sendAlong, Sql } from '@trailmark/platform';
import { MetricEntity } from '../metrics/metric.entity.js';
import { Group } from './group.js';
import { MetricMoments, MomentsRow } from './metric-moments.js';
import {
  ADD_SUMS,
  ADD_SUMS_AND_SQUARES,
  SQUARE_COLUMNS,
  SUM_COLUMNS,
  Sums,
  SumsRow,
} from './sums.js';

export type PageRow = { page: string } & SumsRow;
/** `bucket` is an index. */
export type BucketRow = { bucket: string | number } & MomentsRow;

const SUMS = SUM_COLUMNS.join(', ');
const SQUARES = SQUARE_COLUMNS.join(', ');

const totalOf = (column: string): string => `SUM(${column}) AS ${column}`;
const TOTALS = SUM_COLUMNS.map(totalOf).join(', ');
const SQUARE_TOTALS = SQUARE_COLUMNS.map(totalOf).join(', ');

const valuesOf = (groups: Group<(string | Date)[], MetricEntity>[]): unknown[][] =>
  groups.map(({ key, items }) => [...key, ...Sums.of(items).toValues()]);

/** Tables of sums alone, and of who saw what. */
@Injectable()
export class SummedRows {
  async addSlots(
    sql: Sql,
    groups: Group<[user: string, slot: Date], MetricEntity>[],
  ): Promise<void> {
    await sendAlong(
      sql,
      `INSERT INTO performance_user_slots (user_id, slot, ${SUMS}, ${SQUARES})
       VALUES ? ${ADD_SUMS_AND_SQUARES}`,
      [
        groups.map(({ key, items }) => [
          ...key,
          ...Sums.of(items).toValues(),
          ...MetricMoments.of(items).toSquares(),
        ]),
      ],
    );
  }

  async addUserPages(
    sql: Sql,
    groups: Group<[user: string, day: Day, page: string], MetricEntity>[],
  ): Promise<void> {
    await sendAlong(
      sql,
      `INSERT INTO performance_user_pages (user_id, day, page, ${SUMS}) VALUES ? ${ADD_SUMS}`,
      [valuesOf(groups)],
    );
  }

  async addPageUsers(sql: Sql, keys: [page: string, day: Day, user: string][]): Promise<void> {
    await sendAlong(
      sql,
      `INSERT INTO performance_page_users (page, day, user_id) VALUES ?
         ON DUPLICATE KEY UPDATE day = day`,
      [keys],
    );
  }

  /**
   * A user's slots within any of the intervals, whose bounds lie between slots, added up by bucket.
   * @param buckets adjoining, oldest first; of their ends those inside an interval lie between slots.
   */
  async slotsByBucket(
    sql: Sql,
    userId: string,
    intervals: readonly Interval[],
    buckets: readonly Bucket[],
  ): Promise<BucketRow[]> {
    if (intervals.length === 0) return [];
    const ends = buckets.map((bucket) => Math.ceil(bucket.to.getTime() / MINUTE_MS));
    return sql.query(
      `SELECT INTERVAL(TIMESTAMPDIFF(MINUTE, '1970-01-01', slot), ?) AS bucket,
              ${TOTALS}, ${SQUARE_TOTALS}
         FROM performance_user_slots
        WHERE user_id = ? AND (${intervals.map(() => 'slot >= ? AND slot < ?').join(' OR ')})
        GROUP BY 1`,
      [ends, userId, ...intervals.flatMap(({ from, to }) => [from, to])],
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
