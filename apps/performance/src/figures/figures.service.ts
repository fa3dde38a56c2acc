import { Injectable } from '@nestjs/common';
import { Figure, UserPeriodDto } from '@trailmark/contracts';
import { comparedBucketsOf, MAX_SERIES_DAYS, previousOf, resolvePeriod } from '@trailmark/measures';
import { Database, namingFields } from '@trailmark/platform';
import { MetricsRepository } from '../metrics/metrics.repository.js';
import { figuresOf } from './figures-of.js';
import { cutSlotsOf, MomentsReader } from './moments-reader.js';

@Injectable()
export class FiguresService {
  constructor(
    private readonly database: Database,
    private readonly metrics: MetricsRepository,
    private readonly moments: MomentsReader,
  ) {}

  /** A user's load times and scores in a period, beside the equally long one before. */
  async find(query: UserPeriodDto): Promise<Figure[]> {
    const period = namingFields(() => resolvePeriod(query, new Date(), MAX_SERIES_DAYS));
    const { user_id: userId } = query;
    const periods = [previousOf(period), period];
    const compared = comparedBucketsOf(period, period.timezone);
    const buckets = [...compared.previous, ...compared.current];
    const moments = await this.database.glance((sql) => {
      const measured = this.metrics.measured(sql, userId, periods.flatMap(cutSlotsOf));
      return this.moments.read(sql, userId, periods, buckets, measured);
    });
    return figuresOf(moments, compared);
  }
}
