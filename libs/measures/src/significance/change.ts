import { finite } from '../statistics/finite.js';
import { trendOf } from '../statistics/trend.js';

/** A change smaller than this many percent, either way, is not worth telling, however certain. */
export const LARGE_FROM_PERCENT = 20;

/** How likely a user whose ways did not change is told of any change at all. */
export const FAMILY_ALPHA = 0.01;

/** Whether a figure changed by at least {@link LARGE_FROM_PERCENT}, or from zero. @throws RangeError for NaN or an infinity. */
export function isLargeChange(current: number | null, previous: number | null): boolean {
  if (current === null || previous === null) return false;
  const { changePercentage } = trendOf(current, previous);
  if (changePercentage === null) return current !== previous;
  return Math.abs(changePercentage) >= LARGE_FROM_PERCENT;
}

/**
 * Whether a change this unlikely is not taken for chance when so many figures are judged together: their thresholds add up to
 * {@link FAMILY_ALPHA}. Source: Bonferroni's inequality; O. J. Dunn, JASA 56 (1961), 52–64.
 */
export function isSignificant(pValue: number, judgedTogether: number): boolean {
  return finite(pValue) < FAMILY_ALPHA / judgedTogether;
}
