import { Injectable } from '@nestjs/common';
import { ActivitySummary, SummariseActivitiesDto } from '@trailmark/contracts';
import {
  alignedTo,
  bucketsOf,
  DAY_MS,
  MAX_SERIES_DAYS,
  type Period,
  resolvePeriod,
} from '@trailmark/measures';
import { Database, namingFields, Sql } from '@trailmark/platform';
import { breakdownOf, topTags } from './breakdown.js';
import { KindsRepository } from './kinds.repository.js';
import { RECENT, toRecent } from './recent.js';
import { SummaryRepository } from './summary.repository.js';

@Injectable()
export class SummaryService {
  constructor(
    private readonly database: Database,
    private readonly kinds: KindsRepository,
    private readonly summaries: SummaryRepository,
  ) {}

  /** All figures of one user's period, as they were at one moment. */
  summarise(query: SummariseActivitiesDto): Promise<ActivitySummary> {
    const period = namingFields(() => resolvePeriod(query, new Date(), MAX_SERIES_DAYS));
    return this.database.glance((sql) => this.read(sql, query.user_id, period));
  }

  private async read(sql: Sql, userId: string, period: Period): Promise<ActivitySummary> {
    const split = alignedTo(DAY_MS, period);
    const days = bucketsOf(period, period.timezone, 'day');
    const [counts, newest, kinds, tags] = await Promise.all([
      this.summaries.perBucket(sql, userId, days),
      this.summaries.newest(sql, userId, period, RECENT),
      this.kinds.kinds(sql, userId, split),
      this.kinds.tags(sql, userId, split),
    ]);
    return {
      start_date: period.from.toISOString(),
      end_date: period.to.toISOString(),
      timezone: period.timezone,
      ...breakdownOf(kinds),
      top_tags: topTags(tags),
      recent_activities: newest.map(toRecent),
      time_series: days.map(({ key }, index) => ({ date: key, value: counts[index] ?? 0 })),
    };
  }
}
