import { SlowPage } from '@trailmark/contracts';
import { PageRow } from '../aggregates/summed-rows.repository.js';
import { Sums } from '../aggregates/sums.js';
import { Measurement } from '../metrics/measurement.js';

const SLOWEST = 10;

/** Pages judged for issues: those that the user measured most. */
export const JUDGED_PAGES = 20;

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** One user's pages in a period. */
export class PageTotals {
  private readonly byPage = new Map<string, Sums>();

  static of(metrics: Iterable<Measurement>): PageTotals {
    const totals = new PageTotals();
    for (const metric of metrics) totals.add(metric);
    return totals;
  }

  addRow(row: PageRow): void {
    this.sums(row.page).addRow(row);
  }

  add(metric: Measurement): void {
    if (metric.page !== null) this.sums(metric.page).add(metric);
  }

  /** By average load time, then visits, then name. */
  get slowest(): SlowPage[] {
    return [...this.byPage]
      .map(([page, sums]) => ({
        page,
        average_load_time: sums.averageLoadTime ?? 0,
        visits: sums.measurements,
      }))
      .sort(
        (a, b) =>
          b.average_load_time - a.average_load_time ||
          b.visits - a.visits ||
          compare(a.page, b.page),
      )
      .slice(0, SLOWEST);
  }

  get mostVisited(): string[] {
    return [...this.byPage]
      .sort(([a, x], [b, y]) => y.measurements - x.measurements || compare(a, b))
      .slice(0, JUDGED_PAGES)
      .map(([page]) => page);
  }

  private sums(page: string): Sums {
    const sums = this.byPage.get(page) ?? new Sums();
    this.byPage.set(page, sums);
    return sums;
  }
}
