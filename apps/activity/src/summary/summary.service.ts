import { Injectable } from '@nestjs/common';
import { ActivitySummary, SummariseActivitiesDto } from '@trailmark/contracts';
import { bucketsOf, DAY_MS, lengthOf, type Period, resolvePeriod } from '@trailmark/measures';
import { Database, namingFields, Sql, ValidationFailedError } from '@trailmark/platform';
import { breakdownOf, topTags } from './breakdown.js';
import { SummaryRepository } from './summary.repository.js';
import { wholeDaysIn } from './whole-days.js';

const RECENT = 10;

/** The series has a point a day. */
const MAX_DAYS = 1100;

/** @throws ValidationFailedError naming what of the period cannot be used. */
const periodOf = (query: SummariseActivitiesDto): Period => {
  const { time_period, start_date, end_date, timezone } = query;
  const asked = {
    timePeriod: time_period,
    startDate: start_date ?? null,
    endDate: end_date ?? null,
    timezone: timezone ?? null,
  };
  const period = namingFields(() => resolvePeriod(asked, new Date()));
  if (lengthOf(period) > MAX_DAYS * DAY_MS) {
    const message = `a summary spans at most ${MAX_DAYS} days`;
    throw new ValidationFailedError([{ field: 'start_date', message }]);
  }
  return period;
};

@Injectable()
export class SummaryService {
  constructor(
    private readonly database: Database,
    private readonly summaries: SummaryRepository,
  ) {}

  /** All figures of one user's period, as they were at one moment. */
  summarise(query: SummariseActivitiesDto): Promise<ActivitySummary> {
    const period = periodOf(query);
    return this.database.snapshot((sql) => this.read(sql, query.user_id, period));
  }

  private async read(sql: Sql, userId: string, period: Period): Promise<ActivitySummary> {
    const split = wholeDaysIn(period);
    const days = bucketsOf(period, period.timezone, 'day');
    const counts = await this.summaries.perBucket(sql, userId, days);
    const newest = await this.summaries.newest(sql, userId, period, RECENT);
    return {
      start_date: period.from.toISOString(),
      end_date: period.to.toISOString(),
      timezone: period.timezone,
      ...breakdownOf(await this.summaries.kinds(sql, userId, split)),
      top_tags: topTags(await this.summaries.tags(sql, userId, split)),
      recent_activities: newest.map(({ id, description, timestamp, severity }) => ({
        id,
        description,
        timestamp: timestamp.toISOString(),
        severity,
      })),
      time_series: days.map(({ key }, index) => ({ date: key, value: counts[index] ?? 0 })),
    };
  }
}
