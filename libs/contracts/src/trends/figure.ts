import { TrendPoint } from '../http/trend.view.js';

/** Every figure that has a trend. */
export const TREND_METRICS = [
  'sessions',
  'events',
  'page_views',
  'errors',
  'average_session_duration',
  'bounce_rate',
  'engagement_score',
  'page_load_time',
  'performance_score',
  'activities',
] as const;
export type TrendMetric = (typeof TREND_METRICS)[number];

/**
 * What a figure is, which decides how a change of it is judged: a number of things that happened, a
 * mean of measured values, or the share of observations that have a property.
 */
export const FIGURE_KINDS = ['count', 'mean', 'share'] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];

/** A figure over one period. */
export interface Sample {
  /** The count, the mean, or the share (0 to 1); null: a mean or share of nothing. */
  value: number | null;
  /** How many things were counted, measured or looked at. */
  observations: number;
  /** Of a mean with at least two observations: their sample variance; else null. */
  variance: number | null;
}

/** One figure of a user's period beside the equally long one before it. */
export interface Figure {
  metric: TrendMetric;
  kind: FigureKind;
  current: Sample;
  previous: Sample;
  /** By bucket, oldest first, none left out; a count of nothing is 0, a mean or share of nothing null. */
  current_series: TrendPoint[];
  /** The same of the period before: what is usual. */
  previous_series: TrendPoint[];
}
