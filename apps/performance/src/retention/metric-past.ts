import { Injectable } from '@nestjs/common';
import { Database, Sql, UserPast } from '@trailmark/platform';
import { MetricsRepository } from '../metrics/metrics.repository.js';
import { PageSubtraction } from '../privacy/page-subtraction.js';
import { PastMetricsRepository } from './past-metrics.repository.js';

/**
 * Deletes a user's early measurements, each transaction taking its own from what is counted of pages
 * over all users; then what was counted of the user alone.
 */
@Injectable()
export class MetricPast implements UserPast {
  constructor(
    private readonly database: Database,
    private readonly past: PastMetricsRepository,
    private readonly metrics: MetricsRepository,
    private readonly pages: PageSubtraction,
  ) {}

  exists(sql: Sql, userId: string, day: string): Promise<boolean> {
    return this.past.exists(sql, userId, day);
  }

  async deleteSome(userId: string, day: string, limit: number): Promise<number> {
    const metrics = await this.database.transaction((sql) =>
      this.deleteMetrics(sql, userId, day, limit),
    );
    if (metrics > 0) return metrics;
    return this.database.transaction(
      async (sql) =>
        (await this.past.deletePages(sql, userId, day, limit)) ||
        (await this.past.deleteTimes(sql, userId, day, limit)),
    );
  }

  /** Lookups go first: a page that is being found is then known, or will not be any more. */
  private async deleteMetrics(
    sql: Sql,
    userId: string,
    day: string,
    limit: number,
  ): Promise<number> {
    const keys = await this.past.first(sql, userId, day, limit);
    if (keys.length === 0) return 0;
    await this.past.forgetLookups(sql, keys);
    await this.past.lock(sql, keys);
    const metrics = await this.metrics.findByKeys(sql, keys);
    if (metrics.length === 0) return keys.length;
    await this.past.delete(sql, keys);
    await this.pages.subtract(sql, metrics);
    return keys.length;
  }
}
