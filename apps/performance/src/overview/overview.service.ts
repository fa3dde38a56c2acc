import { Injectable } from '@nestjs/common';
import { PerformanceOverview, PerformanceOverviewDto } from '@trailmark/contracts';
import { bucketsOf, MAX_SERIES_DAYS, resolvePeriod } from '@trailmark/measures';
import { Database, namingFields } from '@trailmark/platform';
import { Attributor } from '../attribution/attributor.js';
import { MomentsReader } from '../figures/moments-reader.js';
import { MetricsRepository } from '../metrics/metrics.repository.js';
import { overviewOf } from './overview-of.js';
import { OverviewReader } from './overview-reader.js';
import { spanOf } from './overview-span.js';

@Injectable()
export class OverviewService {
  constructor(
    private readonly database: Database,
    private readonly attributor: Attributor,
    private readonly metrics: MetricsRepository,
    private readonly moments: MomentsReader,
    private readonly overviews: OverviewReader,
  ) {}

  /** A user's performance in a period. Reads days and not measurements, but for the period's edges. */
  async overview(query: PerformanceOverviewDto): Promise<PerformanceOverview> {
    const period = namingFields(() => resolvePeriod(query, new Date(), MAX_SERIES_DAYS));
    const { user_id: userId } = query;
    const days = bucketsOf(period, period.timezone, 'day');
    await this.attributor.attributeUser(userId);
    return this.database.snapshot(async (sql) => {
      const measured = this.metrics.measured(sql, userId, spanOf(period).edges);
      const [moments, material] = await Promise.all([
        this.moments.read(sql, userId, [period], days, measured),
        this.overviews.read(sql, userId, period, measured),
      ]);
      return overviewOf(material, moments);
    });
  }
}
