import { EventCategory, EventType, isPageView, pageOf } from '@trailmark/contracts';
import { EventEntity } from '../events/event.entity.js';
import { timeSpentMs } from './time-spent.js';

export interface SessionRow {
  userId: string;
  sessionId: string;
  startedAt: Date;
  lastAt: Date;
  pageViews: number;
  events: number;
}

/** Days are of UTC, `YYYY-MM-DD`. */
export interface EventDayRow {
  userId: string;
  day: string;
  eventType: EventType;
  eventCategory: EventCategory;
  eventName: string;
  count: number;
  timeSpentMs: number;
  lastAt: Date;
}

export interface PageDayRow {
  userId: string;
  day: string;
  page: string;
  views: number;
}

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

const later = (a: Date, b: Date): Date => (a > b ? a : b);
const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

/**
 * Folds items into one row per key. Rows come sorted by key, so that writers that touch the same
 * rows take their locks in the same order.
 */
const fold = <T, R>(
  items: T[],
  keyOf: (item: T) => string[],
  toRow: (item: T) => R,
  join: (row: R, next: R) => R,
): R[] => {
  const rows = new Map<string, R>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item));
    const known = rows.get(key);
    rows.set(key, known ? join(known, toRow(item)) : toRow(item));
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
};

export const sessionRows = (events: EventEntity[]): SessionRow[] =>
  fold(
    events,
    ({ userId, sessionId }) => [userId, sessionId],
    ({ userId, sessionId, timestamp, eventName }): SessionRow => ({
      userId,
      sessionId,
      startedAt: timestamp,
      lastAt: timestamp,
      pageViews: isPageView(eventName) ? 1 : 0,
      events: 1,
    }),
    (row, next) => ({
      ...row,
      startedAt: earlier(row.startedAt, next.startedAt),
      lastAt: later(row.lastAt, next.lastAt),
      pageViews: row.pageViews + next.pageViews,
      events: row.events + next.events,
    }),
  );

export const eventDayRows = (events: EventEntity[]): EventDayRow[] =>
  fold(
    events,
    (event) => [
      event.userId,
      dayOf(event.timestamp),
      event.eventType,
      event.eventCategory,
      event.eventName,
    ],
    ({ userId, timestamp, eventType, eventCategory, eventName, properties }): EventDayRow => ({
      userId,
      day: dayOf(timestamp),
      eventType,
      eventCategory,
      eventName,
      count: 1,
      timeSpentMs: timeSpentMs(properties),
      lastAt: timestamp,
    }),
    (row, next) => ({
      ...row,
      count: row.count + next.count,
      timeSpentMs: row.timeSpentMs + next.timeSpentMs,
      lastAt: later(row.lastAt, next.lastAt),
    }),
  );

/** A page view that does not say its page is counted by its session and day only. */
export const pageDayRows = (events: EventEntity[]): PageDayRow[] =>
  fold(
    events.flatMap(({ userId, timestamp, eventName, properties }) => {
      const page = isPageView(eventName) ? pageOf(properties) : null;
      return page === null ? [] : [{ userId, day: dayOf(timestamp), page, views: 1 }];
    }),
    ({ userId, day, page }) => [userId, day, page],
    (row): PageDayRow => row,
    (row, next) => ({ ...row, views: row.views + next.views }),
  );
