import { Injectable } from '@nestjs/common';
import { COUNT_LIMIT, FindPerformanceDto, Page, PerformanceView } from '@trailmark/contracts';
import { resolvePeriod } from '@trailmark/measures';
import {
  Database,
  listProblems,
  namingFields,
  pageOf,
  sliceOf,
  ValidationFailedError,
} from '@trailmark/platform';
import { toView } from './metric.mapper.js';
import { MetricsRepository } from './metrics.repository.js';

@Injectable()
export class MetricsService {
  constructor(
    private readonly database: Database,
    private readonly metrics: MetricsRepository,
  ) {}

  /** One page of a user's measurements, newest first, with a count that is exact up to COUNT_LIMIT. */
  find(query: FindPerformanceDto): Promise<Page<PerformanceView>> {
    const problems = listProblems({ page: query.page, limit: query.limit });
    if (problems.length > 0) throw new ValidationFailedError(problems);
    const period = namingFields(() => resolvePeriod(query, new Date()));
    const slice = sliceOf(query);
    return this.database.read(async (sql) => {
      const [rows, counted] = await Promise.all([
        this.metrics.find(sql, query.user_id, period, slice),
        this.metrics.count(sql, query.user_id, period, COUNT_LIMIT + 1),
      ]);
      return pageOf(rows, counted, query, toView);
    });
  }
}
