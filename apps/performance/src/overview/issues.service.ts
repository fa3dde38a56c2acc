import { Injectable } from '@nestjs/common';
import { PerformanceIssue } from '@trailmark/contracts';
import { Interval } from '@trailmark/measures';
import { endWithTurn, Sql } from '@trailmark/platform';
import { PAGE_DAYS } from '../aggregates/page-aggregates.js';
import { SketchedDay, SketchedDays } from '../aggregates/sketched-days.repository.js';
import { Sketches } from '../aggregates/sketches.js';
import { SummedRows } from '../aggregates/summed-rows.repository.js';
import { Days, judgedDays } from './overview-span.js';
import { FoundIssue, issuesOf } from './page-issues.js';

@Injectable()
export class IssuesService {
  constructor(
    private readonly pageDays: SketchedDays,
    private readonly rows: SummedRows,
  ) {}

  /**
   * Issues of the pages over the days that the interval touches, worst first. With the last of what it reads the
   * transaction ends.
   */
  async find(sql: Sql, pages: string[], interval: Interval): Promise<PerformanceIssue[]> {
    const { current, previous } = judgedDays(interval);
    const found = await this.compare(sql, pages, current, previous);
    endWithTurn(sql);
    const users = await this.rows.countUsers(
      sql,
      [...new Set(found.map(({ page }) => page))],
      current,
    );
    return found
      .map((issue) => ({ ...issue, affected_users: users.get(issue.page) ?? 0 }))
      .sort(worstFirst);
  }

  /** @param previous the days before `current`: they adjoin, and are read together. */
  private async compare(
    sql: Sql,
    pages: string[],
    current: Days,
    previous: Days,
  ): Promise<FoundIssue[]> {
    const rows = await this.pageDays.find(sql, PAGE_DAYS, pages, [previous[0], current[1]]);
    const now = byPage(rows.filter(({ day }) => day >= current[0]));
    const before = byPage(rows.filter(({ day }) => day < current[0]));
    return [...now].flatMap(([page, sketches]) =>
      issuesOf(page, sketches, before.get(page) ?? new Sketches()),
    );
  }
}

const byPage = (rows: SketchedDay[]): Map<string, Sketches> => {
  const pages = new Map<string, Sketches>();
  for (const row of rows) {
    const sketches = pages.get(row.subject) ?? new Sketches();
    sketches.mergeRow(row);
    pages.set(row.subject, sketches);
  }
  return pages;
};

const rank = ({ severity }: FoundIssue): number => (severity === 'critical' ? 0 : 1);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const worstFirst = (a: PerformanceIssue, b: PerformanceIssue): number =>
  rank(a) - rank(b) ||
  b.affected_users - a.affected_users ||
  compare(a.page, b.page) ||
  compare(a.type, b.type);
