import { Figure, Sample } from '@trailmark/contracts';
import { Day, mean, round } from '@trailmark/measures';
import { previousDays, UsagePeriod } from '../usage/usage-period.js';
import { figureOfDays, seriesOfDays, UsageByDay } from '../usage/usage-trend.js';

const METRIC = 'engagement_score';

const varianceOf = (values: number[]): number | null => {
  const middle = mean(values);
  if (middle === null || values.length < 2) return null;
  const squares = values.map((value) => (value - middle) ** 2);
  return round(squares.reduce((sum, square) => sum + square, 0) / (values.length - 1), 6);
};

const sampleOf = (days: readonly Day[], rows: UsageByDay): Sample => {
  const scores = days.flatMap((day) => rows.get(day)?.engagement_score ?? []);
  return {
    value: figureOfDays(METRIC, days, rows),
    observations: scores.length,
    variance: varianceOf(scores),
  };
};

/** The mean score of the days that have a row, beside that of as many days before. */
export const engagementFigure = (period: UsagePeriod, rows: UsageByDay): Figure => {
  const { days, zone } = period;
  const before = previousDays(period);
  return {
    metric: METRIC,
    kind: 'mean',
    current: sampleOf(days, rows),
    previous: sampleOf(before, rows),
    current_series: seriesOfDays(METRIC, days, zone, rows),
    previous_series: seriesOfDays(METRIC, before, zone, rows),
  };
};
