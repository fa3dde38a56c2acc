import { isView, pageOf, RawEvent } from './derived-recount.js';

/** A period as the test asks for it, milliseconds since 1970. */
export interface Asked {
  from: number;
  to: number;
  zone: string;
}

interface Visit {
  start: number;
  seconds: number;
  views: number;
}

const at = ({ timestamp }: RawEvent): number => +timestamp;

/** Every visit ever, from its first event to its last. */
const visitsOf = (events: RawEvent[]): Visit[] =>
  [...new Set(events.map(({ session_id }) => session_id))].map((id) => {
    const times = events.filter(({ session_id }) => session_id === id).map(at);
    const start = Math.min(...times);
    const views = events.filter((event) => event.session_id === id && isView(event)).length;
    return { start, seconds: (Math.max(...times) - start) / 1000, views };
  });

export const mean = (values: number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

const tally = (names: string[]): [string, number][] =>
  [...new Set(names)]
    .map((name): [string, number] => [name, names.filter((other) => other === name).length])
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, 10);

/** First views of pages: session and page → when. */
const firstViews = (events: RawEvent[]): { page: string; time: number }[] => {
  const seen = new Set<string>();
  return events
    .filter((event) => isView(event) && pageOf(event) !== null)
    .toSorted((a, b) => at(a) - at(b))
    .flatMap((event) => {
      const page = pageOf(event) ?? '';
      const key = `${event.session_id} ${page}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ page, time: at(event) }];
    });
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one costs far more than its use. */
const formatOf = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = JSON.stringify([locale, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, format);
  return format;
};

const localDayOf = (time: number, zone: string): string =>
  formatOf('en-CA', { timeZone: zone, dateStyle: 'short' }).format(time);

const saturated = (part: number, whole: number, half: number): number =>
  whole === 0 ? 0 : 1 - Math.pow(0.5, part / whole / half);

const inPeriod =
  ({ from, to }: Asked) =>
  (time: number): boolean =>
    time >= from && time < to;

/** What `events.overview.find` should answer. */
export const recountOverview = (events: RawEvent[], asked: Asked) => {
  const within = inPeriod(asked);
  const own = events.filter((event) => within(at(event)));
  const visits = visitsOf(events).filter(({ start }) => within(start));
  const viewed = visits.filter(({ views }) => views > 0);
  const views = own.filter(isView);
  const pages = views.map(pageOf).filter((page) => page !== null);
  const days = new Set(own.map((event) => localDayOf(at(event), asked.zone))).size;
  const periodDays = Math.max(1, (asked.to - asked.from) / 86_400_000);
  const seconds = visits.reduce((sum, visit) => sum + visit.seconds, 0);
  const score =
    2 * saturated(visits.length, days, 1.5) +
    3 * saturated(seconds / 60, visits.length, 5) +
    2 * saturated(views.length, visits.length, 4) +
    3 * saturated(Math.min(days, periodDays), periodDays, 0.25);
  const uniques = firstViews(events).filter(({ time }) => within(time));
  return {
    total_events: own.length,
    unique_sessions: visits.length,
    average_session_duration: Math.round(mean(visits.map((visit) => visit.seconds)) ?? 0),
    bounce_rate: mean(viewed.map((visit) => Number(visit.views === 1))) ?? 0,
    engagement_score: score,
    top_events: tally(own.map(({ event_name }) => event_name)).map(([event_name, count]) => ({
      event_name,
      count,
      percentage: Math.round((count / own.length) * 1000) / 10,
    })),
    top_pages: tally(pages).map(([page, count]) => ({
      page,
      views: count,
      unique_views: uniques.filter((view) => view.page === page).length,
    })),
  };
};

const isError = (event: RawEvent): boolean =>
  event.event_type === 'error_event' || event.event_category === 'errors';

/** The values of every figure from the events and visits of one period or bucket. */
const figuresOf = (own: RawEvent[], visits: Visit[]) => {
  const viewed = visits.filter(({ views }) => views > 0);
  const seconds = visits.map((visit) => visit.seconds);
  const average = mean(seconds);
  const spread = seconds.map((value) => (value - (average ?? 0)) ** 2);
  return {
    sessions: { value: visits.length, observations: visits.length, variance: null },
    events: { value: own.length, observations: own.length, variance: null },
    page_views: {
      value: own.filter(isView).length,
      observations: own.filter(isView).length,
      variance: null,
    },
    errors: {
      value: own.filter(isError).length,
      observations: own.filter(isError).length,
      variance: null,
    },
    average_session_duration: {
      value: average,
      observations: visits.length,
      variance:
        visits.length < 2
          ? null
          : spread.reduce((sum, value) => sum + value, 0) / (visits.length - 1),
    },
    bounce_rate: {
      value: mean(viewed.map(({ views }) => Number(views === 1))),
      observations: viewed.length,
      variance: null,
    },
  };
};

/** What `events.figure.find` should say of one interval, and of the part of it that a key names. */
export const recountFigures = (
  events: RawEvent[],
  asked: Asked,
  keyOf: (time: number) => string,
) => {
  const within = inPeriod(asked);
  const own = events.filter((event) => within(at(event)));
  const visits = visitsOf(events).filter(({ start }) => within(start));
  const keys = new Set([...own.map(at), ...visits.map(({ start }) => start)].map(keyOf));
  return {
    whole: figuresOf(own, visits),
    parts: new Map(
      [...keys].map((key) => [
        key,
        figuresOf(
          own.filter((event) => keyOf(at(event)) === key),
          visits.filter(({ start }) => keyOf(start) === key),
        ),
      ]),
    ),
    nothing: figuresOf([], []),
  };
};

/** The key of the local hour, day or week (its Monday) of an instant. */
export const localKey = (zone: string, step: 'hour' | 'day' | 'week') => (time: number) => {
  const day = localDayOf(time, zone);
  if (step === 'day') return day;
  if (step === 'hour') {
    const format = formatOf('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'longOffset',
    });
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
    const offset = parts.get('timeZoneName')?.slice(3) ?? '';
    return `${day}T${parts.get('hour')}:00:00${offset === '' ? '+00:00' : offset}`;
  }
  const date = new Date(`${day}T00:00:00Z`);
  while (date.getUTCDay() !== 1) date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
};
