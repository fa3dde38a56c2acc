import { Figure, Sample, TrendMetric } from '@trailmark/contracts';
import {
  Bucket,
  bucketIndexAt,
  bucketsOf,
  Interval,
  Period,
  previousOf,
} from '@trailmark/measures';
import { Random } from './random.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How a user lives with the product. */
export interface Habits {
  sessionsADay: number;
  /** How much days differ: negative binomial of this shape; null: Poisson. */
  shape: number | null;
  eventsASession: number;
  /** Median of a log-normal session length in seconds. */
  seconds: number;
  /** Median of a log-normal load time in milliseconds. */
  loadMs: number;
  errorShare: number;
}

export const USUAL: Habits = {
  sessionsADay: 3,
  shape: 2,
  eventsASession: 8,
  seconds: 240,
  loadMs: 1500,
  errorShare: 0.02,
};

interface Happening {
  at: number;
  kind: 'view' | 'error' | 'other';
}

interface Session {
  start: number;
  seconds: number;
  happenings: Happening[];
  loads: number[];
}

/** Busy in the daytime, quiet at night. */
const startIn = (day: number, random: Random): number =>
  day + Math.min(23.9, Math.max(0, 14 + 3.5 * random.normal())) * HOUR_MS;

const aSession = (start: number, habits: Habits, random: Random): Session => {
  const seconds = random.logNormal(habits.seconds, 1);
  const count = 1 + random.poisson(random.logNormal(habits.eventsASession - 1, 0.6));
  const happenings = Array.from({ length: count }, (_, n): Happening => {
    const at = start + (n === 0 ? 0 : random.uniform() * seconds * 1000);
    if (random.uniform() < habits.errorShare) return { at, kind: 'error' };
    return { at, kind: random.uniform() < 0.5 ? 'view' : 'other' };
  });
  const loads = happenings
    .filter(({ kind }) => kind === 'view')
    .map(() => random.logNormal(habits.loadMs, 0.5));
  return { start, seconds: count === 1 ? 0 : seconds, happenings, loads };
};

/** All sessions that start in the interval. */
const sessionsIn = ({ from, to }: Interval, habits: Habits, random: Random): Session[] => {
  const sessions: Session[] = [];
  const first = Math.floor(from.getTime() / DAY_MS) * DAY_MS;
  for (let day = first; day < to.getTime(); day += DAY_MS) {
    const { sessionsADay: mean, shape } = habits;
    const count = shape === null ? random.poisson(mean) : random.negativeBinomial(mean, shape);
    for (let n = 0; n < count; n += 1) {
      const start = startIn(day, random);
      if (start >= from.getTime() && start < to.getTime()) {
        sessions.push(aSession(start, habits, random));
      }
    }
  }
  return sessions;
};

const meanOf = (values: number[]): Sample => {
  if (values.length === 0) return { value: null, observations: 0, variance: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const variance = values.length < 2 ? null : squares / (values.length - 1);
  return { value: mean, observations: values.length, variance };
};

const shareOf = (having: number, all: number): Sample => ({
  value: all === 0 ? null : having / all,
  observations: all,
  variance: null,
});

interface Side {
  interval: Interval;
  sessions: Session[];
}

const TIMES: Partial<Record<TrendMetric, (session: Session) => number[]>> = {
  sessions: ({ start }) => [start],
  events: ({ happenings }) => happenings.map(({ at }) => at),
  page_views: ({ happenings }) => timesOf(happenings, 'view'),
  errors: ({ happenings }) => timesOf(happenings, 'error'),
  activities: ({ happenings }) => timesOf(happenings, 'other'),
};

const timesOf = (happenings: Happening[], kind: Happening['kind']): number[] =>
  happenings.filter((one) => one.kind === kind).map(({ at }) => at);

const calendars = new Map<string, Bucket[]>();

/** The same intervals come again and again. */
const bucketsIn = (interval: Interval, zone: string): Bucket[] => {
  const key = [interval.from.getTime(), interval.to.getTime(), zone].join();
  const buckets = calendars.get(key) ?? bucketsOf(interval, zone);
  calendars.set(key, buckets);
  return buckets;
};

const countFigures = (current: Side, previous: Side, zone: string): Figure[] =>
  Object.entries(TIMES).map(([metric, timesOfSession]) => {
    const count = ({ interval, sessions }: Side) => {
      const buckets = bucketsIn(interval, zone);
      const counts = buckets.map(() => 0);
      for (const at of sessions.flatMap(timesOfSession)) {
        const index = bucketIndexAt(buckets, new Date(at));
        if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
      }
      const value = counts.reduce((sum, one) => sum + one, 0);
      const series = buckets.map(({ key }, index) => ({ date: key, value: counts[index] ?? 0 }));
      return { sample: { value, observations: value, variance: null }, series };
    };
    const [now, before] = [count(current), count(previous)];
    return {
      metric: metric as TrendMetric,
      kind: 'count',
      current: now.sample,
      previous: before.sample,
      current_series: now.series,
      previous_series: before.series,
    };
  });

const sampled = (
  metric: TrendMetric,
  kind: 'mean' | 'share',
  sides: [Side, Side],
  sampleOf: (sessions: Session[]) => Sample,
): Figure => ({
  metric,
  kind,
  current: sampleOf(sides[0].sessions),
  previous: sampleOf(sides[1].sessions),
  current_series: [],
  previous_series: [],
});

const viewsOf = ({ happenings }: Session): number => timesOf(happenings, 'view').length;

/** A day's score, as the usage service keeps one for each day with sessions. */
const dailyScores = (sessions: Session[]): number[] => {
  const days = new Map<number, number>();
  for (const { start, seconds } of sessions) {
    const day = Math.floor(start / DAY_MS);
    days.set(day, (days.get(day) ?? 0) + seconds);
  }
  return [...days.values()].map((seconds) => 10 * (1 - 2 ** (-seconds / 600)));
};

/** What the services would tell of a user whose habits were `before` in the period before, and are `now` now. */
export const simulate = (
  period: Period,
  random: Random,
  now: Partial<Habits> = {},
  before: Partial<Habits> = {},
): Figure[] => {
  const side = (interval: Interval, habits: Partial<Habits>): Side => ({
    interval,
    sessions: sessionsIn(interval, { ...USUAL, ...habits }, random),
  });
  const current = side(period, now);
  const previous = side(previousOf(period), before);
  const mean = (metric: TrendMetric, valuesOf: (sessions: Session[]) => number[]) =>
    sampled(metric, 'mean', [current, previous], (sessions) => meanOf(valuesOf(sessions)));
  return [
    ...countFigures(current, previous, period.timezone),
    mean('average_session_duration', (all) => all.map(({ seconds }) => seconds)),
    mean('page_load_time', (all) => all.flatMap(({ loads }) => loads)),
    mean('performance_score', (all) =>
      all.flatMap(({ loads }) => loads.map((load) => 100 / (1 + (load / 2500) ** 2))),
    ),
    mean('engagement_score', dailyScores),
    sampled('bounce_rate', 'share', [current, previous], (all) =>
      shareOf(
        all.filter((one) => viewsOf(one) === 1).length,
        all.filter((one) => viewsOf(one) > 0).length,
      ),
    ),
  ];
};
