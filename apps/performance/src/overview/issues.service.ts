import { Injectable } from '@nestjs/common';
import { PerformanceIssue } from '@trailmark/contracts';
import { Interval } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { PAGE_DAYS } from '../aggregates/page-aggregates.js';
import { SketchedDays } from '../aggregates/sketched-days.repository.js';
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

  /** Issues of the pages over the days that the interval touches, worst first. */
  async find(sql: Sql, pages: string[], interval: Interval): Promise<PerformanceIssue[]> {
    const { current, previous } = judgedDays(interval);
    const now = await this.sketchesOf(sql, pages, current);
    const before = await this.sketchesOf(sql, pages, previous);
    const found = [...now].flatMap(([page, sketches]) =>
      issuesOf(page, sketches, before.get(page) ?? new Sketches()),
    );
    const users = await this.rows.countUsers(
      sql,
      [...new Set(found.map(({ page }) => page))],
      current,
    );
    return found
      .map((issue) => ({ ...issue, affected_users: users.get(issue.page) ?? 0 }))
      .sort(worstFirst);
  }

  private async sketchesOf(sql: Sql, pages: string[], days: Days): Promise<Map<string, Sketches>> {
    const byPage = new Map<string, Sketches>();
    for (const row of await this.pageDays.find(sql, PAGE_DAYS, pages, days)) {
      const sketches = byPage.get(row.subject) ?? new Sketches();
      sketches.mergeRow(row);
      byPage.set(row.subject, sketches);
    }
    return byPage;
  }
}

const rank = ({ severity }: FoundIssue): number => (severity === 'critical' ? 0 : 1);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const worstFirst = (a: PerformanceIssue, b: PerformanceIssue): number =>
  rank(a) - rank(b) ||
  b.affected_users - a.affected_users ||
  compare(a.page, b.page) ||
  compare(a.type, b.type);
