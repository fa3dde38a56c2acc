import { Injectable } from '@nestjs/common';
import { Figure, Sample, TrendPoint, UserPeriodDto } from '@trailmark/contracts';
import {
  bucketsOf,
  Interval,
  MAX_SERIES_DAYS,
  previousOf,
  resolvePeriod,
  TimeZone,
} from '@trailmark/measures';
import { Database, namingFields, Sql } from '@trailmark/platform';
import { SummaryRepository } from '../summary/summary.repository.js';

/** A count with the series that it is the sum of. */
interface Counted {
  sample: Sample;
  series: TrendPoint[];
}

@Injectable()
export class FiguresService {
  constructor(
    private readonly database: Database,
    private readonly summaries: SummaryRepository,
  ) {}

  /** How many activities a user has in a period, beside the equally long one before. */
  async find(query: UserPeriodDto): Promise<Figure[]> {
    const period = namingFields(() => resolvePeriod(query, new Date(), MAX_SERIES_DAYS));
    const { user_id: userId } = query;
    return this.database.snapshot(async (sql) => {
      const current = await this.count(sql, userId, period, period.timezone);
      const previous = await this.count(sql, userId, previousOf(period), period.timezone);
      return [
        {
          metric: 'activities',
          kind: 'count',
          current: current.sample,
          previous: previous.sample,
          current_series: current.series,
          previous_series: previous.series,
        },
      ];
    });
  }

  private async count(
    sql: Sql,
    userId: string,
    interval: Interval,
    zone: TimeZone,
  ): Promise<Counted> {
    const buckets = bucketsOf(interval, zone);
    const counts = await this.summaries.perBucket(sql, userId, buckets);
    const total = counts.reduce((sum, count) => sum + count, 0);
    return {
      sample: { value: total, observations: total, variance: null },
      series: buckets.map(({ key }, index) => ({ date: key, value: counts[index] ?? 0 })),
    };
  }
}
