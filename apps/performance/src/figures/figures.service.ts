import { Injectable } from '@nestjs/common';
import { Figure, UserPeriodDto } from '@trailmark/contracts';
import {
  alignedTo,
  bucketsOf,
  Interval,
  MAX_SERIES_DAYS,
  previousOf,
  resolvePeriod,
  SLOT_MS,
  TimeZone,
} from '@trailmark/measures';
import { Database, namingFields, Sql } from '@trailmark/platform';
import { SummedRows } from '../aggregates/summed-rows.repository.js';
import { MetricsRepository } from '../metrics/metrics.repository.js';
import { BucketMoments, Measured } from './bucket-moments.js';

@Injectable()
export class FiguresService {
  constructor(
    private readonly database: Database,
    private readonly rows: SummedRows,
    private readonly metrics: MetricsRepository,
  ) {}

  /** A user's load times and scores in a period, beside the equally long one before. */
  async find(query: UserPeriodDto): Promise<Figure[]> {
    const period = namingFields(() => resolvePeriod(query, new Date(), MAX_SERIES_DAYS));
    const { timezone } = period;
    const { current, previous } = await this.database.snapshot(async (sql) => ({
      current: await this.read(sql, query.user_id, period, timezone),
      previous: await this.read(sql, query.user_id, previousOf(period), timezone),
    }));
    const figureOf = (metric: Figure['metric'], measured: Measured): Figure => ({
      metric,
      kind: 'mean',
      current: current.total(measured).toSample(),
      previous: previous.total(measured).toSample(),
      current_series: current.series(measured),
      previous_series: previous.series(measured),
    });
    return [
      figureOf('page_load_time', ({ load }) => load),
      figureOf('performance_score', ({ score }) => score),
    ];
  }

  /** Reads slots, and measurements only where the interval cuts one. */
  private async read(
    sql: Sql,
    userId: string,
    interval: Interval,
    zone: TimeZone,
  ): Promise<BucketMoments> {
    const buckets = bucketsOf(interval, zone);
    const moments = new BucketMoments(buckets);
    const { whole, edges } = alignedTo(SLOT_MS, interval);
    if (whole) {
      const rows = await this.rows.slotsByBucket(sql, userId, whole, buckets);
      for (const row of rows) moments.addRow(row);
    }
    for (const metric of await this.metrics.measured(sql, userId, edges)) moments.add(metric);
    return moments;
  }
}
