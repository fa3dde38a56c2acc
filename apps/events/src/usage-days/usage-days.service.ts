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
import { DayRange, FeatureCount, History, UsageDaysRepository } from './usage-days.repository.js';
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
    return this.database.snapshot(async (sql) => {
      const history = await this.repository.history(sql, range);
      const seen = { first_day: history.firstDay, last_day: history.lastDay };
      const figures = await this.figures(sql, range, history);
      if (!details) return { as_of: asOf, days: figures, ...seen };
      const more = await this.details(sql, range, figures);
      const days = figures.map((day) => ({ ...day, ...more(day.date) }));
      return { as_of: asOf, days, ...seen };
    });
  }

  private async figures(sql: Sql, range: DayRange, history: History): Promise<UsageFigures[]> {
    const counts = await this.repository.eventCounts(sql, range);
    if (counts.length === 0) return [];
    const sessionCounts = await this.repository.sessionCounts(sql, range);
    const pages = await this.repository.pageCounts(sql, range);
    const sessions = new Map(sessionCounts.map((count) => [count.day, count]));
    let { lastDayBefore: dayBefore, sessionsBefore: visits } = history;
    return counts.map(({ day, events, pageViews }) => {
      const { sessions: count, durationMs } = sessions.get(day) ?? { sessions: 0, durationMs: 0 };
      visits += count;
      const firstDay = history.firstDay ?? day;
      const retention = retentionOf({ day, firstDay, dayBefore, visits });
      dayBefore = day;
      return {
        date: day,
        events,
        session_count: count,
        total_session_duration: Math.round(durationMs / 1000),
        average_session_duration: count === 0 ? 0 : Math.round(durationMs / count / 1000),
        page_views: pageViews,
        unique_pages_visited: pages.get(day) ?? 0,
        retention_data: retention,
      };
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

const byDay = (counts: FeatureCount[]): Map<string, FeatureCount[]> => {
  const days = new Map<string, FeatureCount[]>();
  for (const count of counts) days.set(count.day, [...(days.get(count.day) ?? []), count]);
  return days;
};
