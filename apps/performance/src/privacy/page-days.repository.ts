import { Injectable } from '@nestjs/common';
import { Day } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { SketchedDay } from '../aggregates/sketched-days.repository.js';
import { SKETCH_COLUMNS } from '../aggregates/sketches.js';
import { SUM_COLUMNS, SumsRow } from '../aggregates/sums.js';

/** What is counted of a page on a day; `subject` is the page. */
export type PageDayRow = SketchedDay & SumsRow;

/** What is left of a page on a day, in the order of the columns. */
export interface PageDay {
  page: string;
  day: Day;
  sums: number[];
  sketches: (Buffer | null)[];
}

const COLUMNS = [...SUM_COLUMNS, ...SKETCH_COLUMNS];

/** What is counted of pages by day, across all users. */
@Injectable()
export class PageDaysRepository {
  /** Those of the pages' days that are there, for this transaction alone until it ends. */
  lock(sql: Sql, keys: [page: string, day: Day][]): Promise<PageDayRow[]> {
    return sql.query(
      `SELECT page AS subject, CAST(day AS CHAR) AS day, ${COLUMNS.join(', ')}
         FROM performance_page_days WHERE (page, day) IN (?) ORDER BY page, day FOR UPDATE`,
      [keys],
    );
  }

  async replace(sql: Sql, rows: PageDay[]): Promise<void> {
    if (rows.length === 0) return;
    const updates = COLUMNS.map((column) => `${column} = VALUES(${column})`).join(', ');
    await sql.query(
      `INSERT INTO performance_page_days (page, day, ${COLUMNS.join(', ')}) VALUES ?
         ON DUPLICATE KEY UPDATE ${updates}`,
      [rows.map(({ page, day, sums, sketches }) => [page, day, ...sums, ...sketches])],
    );
  }

  async remove(sql: Sql, keys: [page: string, day: Day][]): Promise<void> {
    if (keys.length === 0) return;
    await sql.query('DELETE FROM performance_page_days WHERE (page, day) IN (?)', [keys]);
  }
}
