import { Injectable } from '@nestjs/common';
import { CoreWebVitals, PerformanceOverview, PerformanceOverviewDto } from '@trailmark/contracts';
import { MAX_SERIES_DAYS, Period, resolvePeriod } from '@trailmark/measures';
import { Database, namingFields, Sql } from '@trailmark/platform';
import { Sketches } from '../aggregates/sketches.js';
import { SketchedDays, SketchedRow } from '../aggregates/sketched-days.repository.js';
import { PageRow, SlotRow, SummedRows } from '../aggregates/summed-rows.repository.js';
import { Sums } from '../aggregates/sums.js';
import { USER_DAYS } from '../aggregates/user-aggregates.js';
import { Attributor } from '../attribution/attributor.js';
import { MetricEntity } from '../metrics/metric.entity.js';
import { MetricsRepository } from '../metrics/metrics.repository.js';
import { dayTrend } from './day-trend.js';
import { IssuesService } from './issues.service.js';
import { spanOf } from './overview-span.js';
import { PageTotals } from './page-totals.js';

/** What a period is answered from: counted days where it has whole ones, measurements at its edges. */
interface Material {
  measured: MetricEntity[];
  days: SketchedRow[];
  slots: SlotRow[];
  pages: PageRow[];
}

@Injectable()
export class OverviewService {
  constructor(
    private readonly database: Database,
    private readonly attributor: Attributor,
    private readonly metrics: MetricsRepository,
    private readonly userDays: SketchedDays,
    private readonly rows: SummedRows,
    private readonly issues: IssuesService,
  ) {}

  /** A user's performance in a period. Reads days and not measurements, but for the period's edges. */
  async overview(query: PerformanceOverviewDto): Promise<PerformanceOverview> {
    const period = namingFields(() => resolvePeriod(query, new Date(), MAX_SERIES_DAYS));
    await this.attributor.attributeUser(query.user_id);
    return this.database.snapshot(async (sql) => {
      const material = await this.read(sql, query.user_id, period);
      const pages = pagesOf(material);
      return {
        ...totalsOf(material),
        slowest_pages: pages.slowest,
        performance_trends: dayTrend(period, material.slots, material.measured),
        issues: await this.issues.find(sql, pages.mostVisited, period),
      };
    });
  }

  private async read(sql: Sql, userId: string, period: Period): Promise<Material> {
    const { whole, edges } = spanOf(period);
    const measured = await this.metrics.measured(sql, userId, edges);
    if (!whole) return { measured, days: [], slots: [], pages: [] };
    return {
      measured,
      days: await this.userDays.find(sql, USER_DAYS, [userId], whole.days),
      slots: await this.rows.slots(sql, userId, whole.interval),
      pages: await this.rows.userPages(sql, userId, whole.days),
    };
  }
}

type Totals = Pick<
  PerformanceOverview,
  'average_load_time' | 'performance_score' | 'core_web_vitals'
>;

const totalsOf = ({ measured, days }: Material): Totals => {
  const sums = Sums.of(measured);
  const sketches = Sketches.of(measured);
  for (const day of days) {
    sums.addRow(day);
    sketches.mergeRow(day);
  }
  return {
    average_load_time: sums.averageLoadTime,
    performance_score: sums.averageScore,
    core_web_vitals: vitalsOf(sketches),
  };
};

const vitalsOf = (sketches: Sketches): CoreWebVitals => ({
  lcp: sketches.p75('lcp'),
  fid: sketches.p75('fid'),
  cls: sketches.p75('cls'),
  fcp: sketches.p75('fcp'),
  ttfb: sketches.p75('ttfb'),
  inp: sketches.p75('inp'),
  tbt: sketches.p75('tbt'),
});

const pagesOf = ({ measured, pages }: Material): PageTotals => {
  const totals = new PageTotals();
  for (const row of pages) totals.addRow(row);
  for (const metric of measured) totals.add(metric);
  return totals;
};
