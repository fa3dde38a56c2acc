import { EventsOverview } from '@trailmark/contracts';
import { TestSchema } from '@trailmark/testing';

/** A raw event as a test reads it from the table. */
export interface RawEvent {
  session_id: string;
  event_type: string;
  event_category: string;
  event_name: string;
  properties: string | Record<string, unknown> | null;
  timestamp: Date;
}

export interface Span {
  from: Date;
  to: Date;
  zone: string;
}

interface RawSession {
  start: number;
  seconds: number;
  views: number;
}

export const rawEventsOf = (schema: TestSchema, userId: string): Promise<RawEvent[]> =>
  schema.query<RawEvent>('SELECT * FROM analytics_events WHERE user_id = ?', [userId]);

const isView = ({ event_name: name }: RawEvent) => name === 'page_view' || name === '$pageview';
export const isError = (event: RawEvent): boolean =>
  event.event_type === 'error_event' || event.event_category === 'errors';

const pageOf = ({ properties }: RawEvent): string | null => {
  const { page } = (
    typeof properties === 'string' ? JSON.parse(properties) : (properties ?? {})
  ) as { page?: string };
  return page === undefined ? null : new URL(page, 'http://any').pathname;
};

const by = <T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};

/** All sessions of all time; which of them a period counts is said by when they start. */
export const sessionsOf = (events: RawEvent[]): RawSession[] =>
  [...by(events, ({ session_id }) => session_id).values()].map((session) => {
    const times = session.map(({ timestamp }) => timestamp.getTime());
    const start = Math.min(...times);
    return {
      start,
      seconds: (Math.max(...times) - start) / 1000,
      views: session.filter(isView).length,
    };
  });

/** When each page was first viewed in each session. */
const firstViews = (events: RawEvent[]): { page: string; at: number }[] => {
  const views = events.filter((event) => isView(event) && pageOf(event) !== null);
  return [...by(views, (view) => `${view.session_id} ${pageOf(view)}`).values()].map((same) => ({
    page: pageOf(same[0] as RawEvent) as string,
    at: Math.min(...same.map(({ timestamp }) => timestamp.getTime())),
  }));
};

const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);
const within = (at: number, { from, to }: Span) => at >= from.getTime() && at < to.getTime();
const saturating = (weight: number, half: number, value: number) =>
  weight * (1 - Math.pow(0.5, value / half));

const engagement = (seen: RawEvent[], sessions: RawSession[], span: Span): number => {
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone: span.zone, dateStyle: 'short' });
  const active = new Set(seen.map(({ timestamp }) => dayOf.format(timestamp))).size;
  const days = Math.max(1, (span.to.getTime() - span.from.getTime()) / 86_400_000);
  if (active === 0) return 0;
  const count = sessions.length;
  const each = (value: number) => (count === 0 ? 0 : value / count);
  return (
    10 *
    (saturating(0.2, 1.5, count / active) +
      saturating(0.3, 5, each(total(sessions.map(({ seconds }) => seconds))) / 60) +
      saturating(0.2, 4, each(seen.filter(isView).length)) +
      saturating(0.3, 0.25, Math.min(active, days) / days))
  );
};

/** The most frequent ten, by count and then name. */
const top = (names: string[]): [name: string, count: number][] =>
  [...by(names, (name) => name)]
    .map(([name, same]): [string, number] => [name, same.length])
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, 10);

/** An overview counted again from all raw events of a user. */
export const recountOverview = (events: RawEvent[], span: Span): EventsOverview => {
  const seen = events.filter(({ timestamp }) => within(timestamp.getTime(), span));
  const sessions = sessionsOf(events).filter(({ start }) => within(start, span));
  const viewing = sessions.filter(({ views }) => views > 0);
  const bounces = viewing.filter(({ views }) => views === 1);
  const uniques = firstViews(events).filter(({ at }) => within(at, span));
  const pages = seen.filter(isView).flatMap((view) => pageOf(view) ?? []);
  return {
    total_events: seen.length,
    unique_sessions: sessions.length,
    average_session_duration: Math.round(
      total(sessions.map(({ seconds }) => seconds)) / Math.max(1, sessions.length),
    ),
    bounce_rate: Number((bounces.length / Math.max(1, viewing.length)).toFixed(4)),
    engagement_score: Number(engagement(seen, sessions, span).toFixed(2)),
    top_events: top(seen.map(({ event_name }) => event_name)).map(([event_name, count]) => ({
      event_name,
      count,
      percentage: Number(((100 * count) / seen.length).toFixed(1)),
    })),
    top_pages: top(pages).map(([page, views]) => ({
      page,
      views,
      unique_views: uniques.filter((unique) => unique.page === page).length,
    })),
  };
};

/** Count metrics of a trend: [current, previous]. */
export const recountTrends = (events: RawEvent[], span: Span) => {
  const length = span.to.getTime() - span.from.getTime();
  const before = { ...span, from: new Date(span.from.getTime() - length), to: span.from };
  const of = (one: Span) => {
    const seen = events.filter(({ timestamp }) => within(timestamp.getTime(), one));
    const sessions = sessionsOf(events).filter(({ start }) => within(start, one));
    const viewing = sessions.filter(({ views }) => views > 0);
    const bounces = viewing.filter(({ views }) => views === 1);
    return {
      sessions: sessions.length,
      events: seen.length,
      page_views: seen.filter(isView).length,
      errors: seen.filter(isError).length,
      average_session_duration:
        sessions.length === 0
          ? null
          : total(sessions.map(({ seconds }) => seconds)) / sessions.length,
      bounce_rate: viewing.length === 0 ? null : bounces.length / viewing.length,
    };
  };
  return { current: of(span), previous: of(before) };
};
