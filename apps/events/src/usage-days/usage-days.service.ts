import { Injectable } from '@nestjs/common';
import {
  MAX_DETAIL_DAYS,
  MAX_USAGE_DAYS,
  UsageDays,
  UsageDaysDto,
  UsageDetails,
  UsageFigures,
} from '@trailmark/contracts';
import { Database, Sql } from '@trailmark/platform';
import { assertSpan } from '../day-span.js';
import { featuresOf } from './features.js';
import { retentionOf } from './retention.js';
import {
  DayCounts,
  DayRange,
  FeatureCount,
  History,
  UsageDaysRepository,
} from './usage-days.repository.js';
import { FLOW_VIEWS, flowOf } from './user-flow.js';

/** What a user's events add up to, day by day. */
@Injectable()
export class UsageDaysService {
  constructor(
    private readonly database: Database,
    private readonly repository: UsageDaysRepository,
  ) {}

  /** @throws ValidationFailedError when the range is upside down or too long. */
  async find({ user_id: userId, from, to, details }: UsageDaysDto): Promise<UsageDays> {
    assertSpan(from, to, details ? MAX_DETAIL_DAYS : MAX_USAGE_DAYS);
    const range = { userId, from, to };
    const asOf = new Date().toISOString();
    if (!details) {
      const { days, history } = await this.database.read((sql) =>
        this.repository.counts(sql, range),
      );
      return { as_of: asOf, days: figuresOf(days, history), ...seen(history) };
    }
    return this.database.snapshot(async (sql) => {
      const { days, history } = await this.repository.counts(sql, range);
      const figures = figuresOf(days, history);
      const more = await this.details(sql, range, figures);
      const detailed = figures.map((day) => ({ ...day, ...more(day.date) }));
      return { as_of: asOf, days: detailed, ...seen(history) };
    });
  }

  private async details(
    sql: Sql,
    range: DayRange,
    figures: UsageFigures[],
  ): Promise<(day: string) => UsageDetails> {
    const viewed = figures.filter(({ page_views }) => page_views > 0).map(({ date }) => date);
    const features = byDay(await this.repository.features(sql, range));
    const views = await this.repository.pageViews(sql, range.userId, viewed, FLOW_VIEWS);
    return (day) => ({
      features_used: featuresOf(features.get(day) ?? []),
      user_flow: flowOf(views.get(day) ?? []),
    });
  }
}

const seen = ({ firstDay, lastDay }: History): Pick<UsageDays, 'first_day' | 'last_day'> => ({
  first_day: firstDay,
  last_day: lastDay,
});

const figuresOf = (days: DayCounts[], history: History): UsageFigures[] => {
  let { lastDayBefore: dayBefore, sessionsBefore: visits } = history;
  return days.map(({ day, events, pageViews, pages, sessions, durationMs }) => {
    visits += sessions;
    const firstDay = history.firstDay ?? day;
    const retention = retentionOf({ day, firstDay, dayBefore, visits });
    dayBefore = day;
    return {
      date: day,
      events,
      session_count: sessions,
      total_session_duration: Math.round(durationMs / 1000),
      average_session_duration: sessions === 0 ? 0 : Math.round(durationMs / sessions / 1000),
      page_views: pageViews,
      unique_pages_visited: pages,
      retention_data: retention,
    };
  });
};

const byDay = (counts: FeatureCount[]): Map<string, FeatureCount[]> => {
  const days = new Map<string, FeatureCount[]>();
  for (const count of counts) days.set(count.day, [...(days.get(count.day) ?? []), count]);
  return days;
};
