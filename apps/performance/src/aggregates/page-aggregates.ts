import { Injectable } from '@nestjs/common';
import { Day, utcToDay } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { MetricEntity } from '../metrics/metric.entity.js';
import { groupSorted } from './group.js';
import { SketchedDays, SketchedTable } from './sketched-days.repository.js';
import { SummedRows } from './summed-rows.repository.js';

export const PAGE_DAYS: SketchedTable = { name: 'performance_page_days', key: 'page' };

type OnPage = MetricEntity & { page: string };

const isOnPage = (metric: MetricEntity): metric is OnPage => metric.page !== null;

const dayOf = ({ timestamp }: MetricEntity): Day => utcToDay(timestamp.getTime());

/** What is counted of each page, of one user and of all. */
@Injectable()
export class PageAggregates {
  constructor(
    private readonly days: SketchedDays,
    private readonly rows: SummedRows,
  ) {}

  /** Counts measurements whose page is known; once each, in the transaction that makes it known. */
  async add(sql: Sql, metrics: MetricEntity[]): Promise<void> {
    const known = metrics.filter(isOnPage);
    if (known.length === 0) return;
    await this.rows.addUserPages(
      sql,
      groupSorted(known, (metric) => [metric.userId, dayOf(metric), metric.page]),
    );
    await this.days.add(sql, PAGE_DAYS, known, (metric) => metric.page ?? '');
    const seen = groupSorted(known, (metric): [string, Day, string] => [
      metric.page,
      dayOf(metric),
      metric.userId,
    ]);
    await this.rows.addPageUsers(
      sql,
      seen.map(({ key }) => key),
    );
  }
}
