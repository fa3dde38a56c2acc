import { Injectable } from '@nestjs/common';
import { Figure, UserPeriodDto } from '@trailmark/contracts';
import { comparedBucketsOf, MAX_SERIES_DAYS, resolvePeriod } from '@trailmark/measures';
import { Database, namingFields } from '@trailmark/platform';
import { SummaryRepository } from '../summary/summary.repository.js';
import { figuresOf } from './figures-of.js';

@Injectable()
export class FiguresService {
  constructor(
    private readonly database: Database,
    private readonly summaries: SummaryRepository,
  ) {}

  /** How many activities a user has in a period, beside the equally long one before. */
  async find(query: UserPeriodDto): Promise<Figure[]> {
    const period = namingFields(() => resolvePeriod(query, new Date(), MAX_SERIES_DAYS));
    const compared = comparedBucketsOf(period, period.timezone);
    const buckets = [...compared.previous, ...compared.current];
    const counts = await this.database.read((sql) =>
      this.summaries.perBucket(sql, query.user_id, buckets),
    );
    return figuresOf(compared, counts);
  }
}
