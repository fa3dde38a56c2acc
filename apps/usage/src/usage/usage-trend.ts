import { TrendPoint, TrendView, UsageMetric } from '@trailmark/contracts';
import {
  bucketsOf,
  Day,
  endOfLocalDay,
  foldDays,
  granularityOf,
  quotient,
  round,
  roundOrNull,
  startOfLocalDay,
  TimeZone,
  trendOf,
} from '@trailmark/measures';
import { previousDays, UsagePeriod } from './usage-period.js';
import { UsageValues } from './usage-row.js';

/** Rows by day; a day without a row has nothing to count. */
export type UsageByDay = ReadonlyMap<Day, UsageValues>;

/** What a row brings to a figure: figure = sum of parts / sum of weights, or the sum of parts. */
interface Measure {
  averaged: boolean;
  weight: (row: UsageValues) => number;
}

const SUM: Measure = { averaged: false, weight: () => 1 };
const PER_DAY: Measure = { averaged: true, weight: () => 1 };

/** A row may tell an average without its sessions: then it counts as one. */
const PER_SESSION: Measure = {
  averaged: true,
  weight: ({ session_count: sessions, average_session_duration: average }) =>
    sessions > 0 || average === 0 ? sessions : 1,
};

const MEASURES: Record<UsageMetric, Measure> = {
  session_count: SUM,
  total_session_duration: SUM,
  page_views: SUM,
  average_session_duration: PER_SESSION,
  unique_pages_visited: PER_DAY,
  engagement_score: PER_DAY,
};

interface Parts {
  sums: [Day, number][];
  weights: [Day, number][];
}

const partsOf = (metric: UsageMetric, days: readonly Day[], rows: UsageByDay): Parts => {
  const { weight } = MEASURES[metric];
  const found = days.flatMap((day) => {
    const row = rows.get(day);
    return row ? [{ day, value: row[metric], weight: weight(row) }] : [];
  });
  return {
    sums: found.map((part) => [part.day, part.value * part.weight]),
    weights: found.map((part) => [part.day, part.weight]),
  };
};

const total = (parts: [Day, number][]): number => parts.reduce((sum, [, value]) => sum + value, 0);

/** An average of nothing is null. */
const figureOf = (metric: UsageMetric, sum: number, weight: number): number | null =>
  MEASURES[metric].averaged ? roundOrNull(quotient(sum, weight), 2) : round(sum, 2);

/** A figure over some days. */
export const figureOfDays = (
  metric: UsageMetric,
  days: readonly Day[],
  rows: UsageByDay,
): number | null => {
  const { sums, weights } = partsOf(metric, days, rows);
  return figureOf(metric, total(sums), total(weights));
};

/** A figure over the days, oldest first, of each day or week. */
export const seriesOfDays = (
  metric: UsageMetric,
  days: readonly Day[],
  zone: TimeZone,
  rows: UsageByDay,
): TrendPoint[] => {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const interval = { from: startOfLocalDay(first, zone), to: endOfLocalDay(last, zone) };
  const granularity = granularityOf(interval) === 'week' ? 'week' : 'day';
  const buckets = bucketsOf(interval, zone, granularity);
  const { sums, weights } = partsOf(metric, days, rows);
  const weightOf = foldDays(buckets, weights, granularity);
  return foldDays(buckets, sums, granularity).map(({ date, value }, index) => ({
    date,
    value: figureOf(metric, value, weightOf[index]?.value ?? 0),
  }));
};

/**
 * How one figure went over the period's days, against as many days before. Counts and durations add
 * up; `average_session_duration` is the mean of the sessions, `unique_pages_visited` and
 * `engagement_score` are means of the days that have a row. An average of nothing is 0.
 */
export const usageTrend = (
  metric: UsageMetric,
  period: UsagePeriod,
  rows: UsageByDay,
): TrendView => {
  const current = figureOfDays(metric, period.days, rows) ?? 0;
  const before = figureOfDays(metric, previousDays(period), rows) ?? 0;
  const { changePercentage, trend } = trendOf(current, before);
  const series = seriesOfDays(metric, period.days, period.zone, rows);
  return {
    metric,
    current_value: current,
    previous_value: before,
    change_percentage: changePercentage,
    trend,
    time_series: series.map(({ date, value }) => ({ date, value: value ?? 0 })),
  };
};
