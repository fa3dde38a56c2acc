import { finite } from './finite.js';
import { round } from './rounding.js';

/** A change of at most this many percent, either way, is no trend. */
export const STABLE_WITHIN_PERCENT = 5;

export type TrendDirection = 'up' | 'down' | 'stable';

/** A figure of a period against the same figure of the equally long one before. */
export interface Trend {
  readonly current: number | null;
  readonly previous: number | null;
  /** Percent of the previous value's size, to two decimals; `null` when there is nothing to compare with. */
  readonly changePercentage: number | null;
  readonly trend: TrendDirection;
}

/**
 * How a figure changed. Both 0 is a change of 0. From 0 to something has no percentage (`null`) but a direction. A side that was
 * not measured (`null`) gives `null` and `stable`. The direction is judged on the rounded percentage, so that the two never
 * contradict each other.
 * @throws RangeError when a figure is NaN or infinite.
 */
export function trendOf(current: number | null, previous: number | null): Trend {
  const changePercentage = changeOf(current, previous);
  return {
    current,
    previous,
    changePercentage,
    trend: directionOf(changePercentage ?? stepFromZero(current, previous)),
  };
}

function changeOf(current: number | null, previous: number | null): number | null {
  if (current === null || previous === null) return null;
  if (finite(current) === finite(previous)) return 0;
  const change = ((current - previous) / Math.abs(previous)) * 100;
  return Number.isFinite(change) ? round(change, 2) : null;
}

/** Where no percentage can be given, any step up or down is a whole one. */
function stepFromZero(current: number | null, previous: number | null): number {
  if (current === null || previous === null) return 0;
  return Math.sign(current - previous) * 100;
}

function directionOf(change: number): TrendDirection {
  if (Math.abs(change) <= STABLE_WITHIN_PERCENT) return 'stable';
  return change > 0 ? 'up' : 'down';
}
