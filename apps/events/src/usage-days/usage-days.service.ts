import { Injectable } from '@nestjs/common';
import {
  MAX_DETAIL_DAYS,
  MAX_USAGE_DAYS,
  UsageDay,
  UsageDays,
  UsageDaysDto,
  UsageFigures,
} from '@trailmark/contracts';
import { Database, endWithTurn, Sql } from '@trailmark/platform';
import { assertSpan } from '../day-span.js';
import { featuresOf } from './features.js';
import { retentionOf } from './retention.js';
import {
  DayCounts,
  DayRange,
  FeatureCount,
  History,
  PageView,
  UsageDaysRepository,
} from './usage-days.repository.js';
import { ProductFeaturesRepository } from './product-features.repository.js';
import { FLOW_VIEWS, flowOf } from './user-flow.js';

const MAX_FEATURE_DAYS = 400;

/** Of the days from one on: what was used, and the first page views, by day. */
interface Details {
  from: string;
  features: Map<string, FeatureCount[]>;
  views: Map<string, PageView[]>;
}

/** What a user's events add up to, day by day. */
@Injectable()
export class UsageDaysService {
  constructor(
    private readonly database: Database,
    private readonly repository: UsageDaysRepository,
    private readonly features: ProductFeaturesRepository,
  ) {}

  /** @throws ValidationFailedError when days are upside down or too many. */
  async find(query: UsageDaysDto): Promise<UsageDays> {
    const { from, to, details_from: detailed, features_from: since } = query;
    assertSpan(from, to, MAX_USAGE_DAYS);
    if (detailed) assertSpan(detailed, to, MAX_DETAIL_DAYS);
    if (since) assertSpan(since, to, MAX_FEATURE_DAYS);
    const range = { userId: query.user_id, from, to };
    const asOf = new Date().toISOString();
    return this.database.snapshot(async (sql) => {
      endWithTurn(sql);
      const [{ days, history }, details, features] = await Promise.all([
        this.repository.counts(sql, range),
        detailed ? this.details(sql, { ...range, from: detailed }) : null,
        since ? this.features.names(sql, since, to) : null,
      ]);
      const figures = figuresOf(days, history);
      const told = details ? withDetails(figures, details) : figures;
      return { as_of: asOf, days: told, ...seen(history), features };
    });
  }

  private async details(sql: Sql, range: DayRange): Promise<Details> {
    const [used, views] = await Promise.all([
      this.repository.features(sql, range),
      this.repository.pageViews(sql, range, FLOW_VIEWS),
    ]);
    return { from: range.from, features: byDay(used), views };
  }
}

const withDetails = (figures: UsageFigures[], { from, features, views }: Details): UsageDay[] =>
  figures.map((day) =>
    day.date < from
      ? day
      : {
          ...day,
          features_used: featuresOf(features.get(day.date) ?? []),
          user_flow: flowOf(views.get(day.date) ?? []),
        },
  );

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
