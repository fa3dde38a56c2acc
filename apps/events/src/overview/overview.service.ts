import { Injectable } from '@nestjs/common';
import { EventsOverview, TopEvent, TopPage, UserPeriodDto } from '@trailmark/contracts';
import {
  bounceRateOf,
  bucketsOf,
  DAY_MS,
  engagementScore,
  lengthOf,
  MAX_SERIES_DAYS,
  percentage,
  Period,
  resolvePeriod,
} from '@trailmark/measures';
import { Database, endWithTurn, namingFields, Sql } from '@trailmark/platform';
import { SlotCounts } from '../counts/counts.repository.js';
import { meanSeconds, SessionTotals, sumSessions } from '../counts/session-totals.js';
import { inBuckets } from '../counts/in-buckets.js';
import { Material, MaterialReader } from '../counts/material-reader.js';
import { daySpanOf } from './day-span.js';
import { OverviewRepository } from './overview.repository.js';
import { NameCount, ranked } from './ranking.js';

const TOP = 10;

/** What there is most of, the most first. */
export interface Most {
  events: NameCount[];
  pages: TopPage[];
}

@Injectable()
export class OverviewService {
  constructor(
    private readonly database: Database,
    private readonly material: MaterialReader,
    private readonly overviews: OverviewRepository,
  ) {}

  /**
   * What a user's events of a period add up to, all of it as it was at one moment.
   * @throws ValidationFailedError naming what of the period cannot be used.
   */
  async find(query: UserPeriodDto): Promise<EventsOverview> {
    const now = new Date();
    const period = namingFields(() => resolvePeriod(query, now, MAX_SERIES_DAYS));
    const { user_id: userId } = query;
    return this.database.snapshot(async (sql) => {
      const [material, most] = await Promise.all([
        this.material.of(sql, userId, period),
        this.most(sql, userId, period, now),
      ]);
      return overviewOf(period, material, most);
    });
  }

  /**
   * What a user did most. With the last of what it reads the transaction ends: what else is read in it is to be asked for
   * at the same time as this.
   */
  async most(sql: Sql, userId: string, period: Period, now: Date): Promise<Most> {
    const { events, pages } = await this.overviews.counts(sql, userId, daySpanOf(period, now), TOP);
    const top = ranked(pages).slice(0, TOP);
    endWithTurn(sql);
    const unique = await this.overviews.uniqueViews(
      sql,
      userId,
      period,
      top.map(({ name }) => name),
    );
    const told = top.map(({ name, count }) => ({
      page: name,
      views: count,
      unique_views: unique.get(name) ?? 0,
    }));
    return { events: ranked(events).slice(0, TOP), pages: told };
  }
}

/** An overview of what was read of a period. */
export const overviewOf = (
  period: Period,
  { counts, sessions: started }: Material,
  most: Most,
): EventsOverview => {
  const sessions = sumSessions(started);
  const total = counts.reduce((sum, { events }) => sum + events, 0);
  return {
    total_events: total,
    unique_sessions: sessions.sessions,
    average_session_duration: Math.round(meanSeconds(sessions) ?? 0),
    bounce_rate: bounceRateOf(sessions.bounces, sessions.viewed) ?? 0,
    engagement_score: engagementOf(period, counts, sessions),
    top_events: topEvents(most.events, total),
    top_pages: most.pages,
  };
};

const topEvents = (counts: NameCount[], total: number): TopEvent[] =>
  counts.map(({ name, count }) => ({
    event_name: name,
    count,
    percentage: percentage(count, total) ?? 0,
  }));

/** Days on the zone's clocks with at least one event. */
const activeDays = (counts: SlotCounts[], { timezone }: Period): number => {
  const [slot] = counts;
  if (!slot) return 0;
  const first = counts.reduce((least, { at }) => (at < least ? at : least), slot.at);
  const last = counts.reduce((most, { at }) => (at > most ? at : most), slot.at);
  const days = bucketsOf({ from: first, to: new Date(last.getTime() + 1) }, timezone, 'day');
  return inBuckets(days, counts).filter((slots) => slots.length > 0).length;
};

const engagementOf = (period: Period, counts: SlotCounts[], sessions: SessionTotals): number =>
  engagementScore({
    sessions: sessions.sessions,
    sessionDuration: Number(sessions.durationMs),
    pageViews: counts.reduce((sum, { pageViews }) => sum + pageViews, 0),
    activeDays: activeDays(counts, period),
    periodDays: Math.max(1, lengthOf(period) / DAY_MS),
  });
