import { Injectable } from '@nestjs/common';
import { PerformanceIssue } from '@trailmark/contracts';
import { Interval } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { SketchedDays } from '../aggregates/sketched-days.repository.js';
import { Sketches } from '../aggregates/sketches.js';
import { SummedRows } from '../aggregates/summed-rows.repository.js';
import { USER_DAYS } from '../aggregates/user-aggregates.js';
import { Measurement } from '../metrics/measurement.js';
import { IssuesService } from './issues.service.js';
import { spanOf } from './overview-span.js';
import { PageTotals } from './page-totals.js';

/** What an overview tells besides means. */
export interface Material {
  sketches: Sketches;
  pages: PageTotals;
  issues: PerformanceIssue[];
}

@Injectable()
export class OverviewReader {
  constructor(
    private readonly userDays: SketchedDays,
    private readonly rows: SummedRows,
    private readonly issues: IssuesService,
  ) {}

  /**
   * Reads days of a user, and of the pages it measured.
   * @param parts what the user measured in the parts of days at the period's ends, and nothing else; it is read at the
   * same time.
   */
  async read(
    sql: Sql,
    userId: string,
    period: Interval,
    parts: Promise<readonly Measurement[]>,
  ): Promise<Material> {
    const { whole } = spanOf(period);
    const [measured, days, rows] = await Promise.all([
      parts,
      whole ? this.userDays.find(sql, USER_DAYS, [userId], whole.days) : [],
      whole ? this.rows.userPages(sql, userId, whole.days) : [],
    ]);
    const sketches = Sketches.of(measured);
    const pages = PageTotals.of(measured);
    for (const day of days) sketches.mergeRow(day);
    for (const row of rows) pages.addRow(row);
    const issues = await this.issues.find(sql, pages.mostVisited, period);
    return { sketches, pages, issues };
  }
}
