import { Injectable } from '@nestjs/common';
import { Day, utcToDay } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { Group, groupSorted } from '../aggregates/group.js';
import { Sketches } from '../aggregates/sketches.js';
import { Sums } from '../aggregates/sums.js';
import { MetricEntity } from '../metrics/metric.entity.js';
import { ErasedMetricsRepository } from './erased-metrics.repository.js';
import { PageDayRow, PageDaysRepository } from './page-days.repository.js';

type PageGroup = Group<[page: string, day: Day], MetricEntity>;

/** What is left of a page's day, and whether its extremes are to be found anew. */
interface Left {
  page: string;
  day: Day;
  sums: Sums;
  sketches: Sketches;
  lostExtreme: boolean;
}

/**
 * Takes measurements out of what is counted of pages, exactly: it then equals a recount from the
 * measurements that are left. Only where an extreme went with them are those of that day looked at.
 */
@Injectable()
export class PageSubtraction {
  constructor(
    private readonly days: PageDaysRepository,
    private readonly metrics: ErasedMetricsRepository,
  ) {}

  /** @param removed measurements that this transaction has deleted. */
  async subtract(sql: Sql, removed: MetricEntity[]): Promise<void> {
    const groups = groupSorted(
      removed.filter(({ page }) => page !== null),
      ({ page, timestamp }): [string, Day] => [page ?? '', utcToDay(timestamp.getTime())],
    );
    if (groups.length === 0) return;
    const rows = await this.days.lock(
      sql,
      groups.map(({ key }) => key),
    );
    const left = groups.flatMap((group) => leftOf(group, rows));
    const [some, none] = [left.filter(isThere), left.filter((page) => !isThere(page))];
    await this.findExtremes(
      sql,
      some.filter(({ lostExtreme }) => lostExtreme),
    );
    await this.days.replace(
      sql,
      some.map(({ sums, sketches, ...key }) => ({
        page: key.page,
        day: key.day,
        sums: sums.toValues(),
        sketches: sketches.toValues(),
      })),
    );
    await this.days.remove(
      sql,
      none.map(({ page, day }) => [page, day]),
    );
  }

  private async findExtremes(sql: Sql, pages: Left[]): Promise<void> {
    for (const { key, items } of groupSorted(pages, ({ day }): [Day] => [day])) {
      const names = items.map(({ page }) => page);
      const extremes = await this.metrics.extremes(sql, key[0], names);
      for (const { page, sketches } of items) {
        const found = extremes.get(page);
        if (found) sketches.setExtremes(found);
      }
    }
  }
}

const isThere = ({ sums }: Left): boolean => sums.measurements > 0;

/** A day that the retention has dropped is left out. */
const leftOf = ({ key: [page, day], items }: PageGroup, rows: PageDayRow[]): Left[] => {
  const row = rows.find((one) => one.subject === page && one.day === day);
  if (!row) return [];
  const sums = new Sums();
  sums.addRow(row);
  sums.subtract(Sums.of(items));
  const sketches = new Sketches();
  sketches.mergeRow(row);
  const lostExtreme = sketches.subtract(Sketches.of(items));
  return [{ page, day, sums, sketches, lostExtreme }];
};
