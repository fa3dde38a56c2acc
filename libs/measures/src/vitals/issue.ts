import { type Maybe, finite } from '../statistics/finite.js';
import { type Vital, VITAL_THRESHOLDS, ratingOf } from './rating.js';

export type IssueSeverity = 'warning' | 'critical';
export type IssueCause = 'threshold' | 'regression';

/** What is wrong with a page's vital. */
export interface Issue {
  readonly severity: IssueSeverity;
  readonly cause: IssueCause;
}

/** Worse than the previous period means slower by at least this fraction of the previous p75, … */
export const REGRESSION_MARGIN = 0.2;
/** … and by at least this fraction of the vital's good threshold, so that a fast page's jitter is no issue. */
export const REGRESSION_FLOOR = 0.1;

/**
 * The issue with a vital's p75 on a page: critical when poor, a warning when beyond good, a warning too when still good but worse
 * than in the page's own previous period by both margins; else `null`. Not measured is no issue.
 * @throws RangeError when a p75 is NaN or infinite.
 */
export function issueOf(vital: Vital, p75: Maybe, previousP75?: Maybe): Issue | null {
  const rating = ratingOf(vital, p75);
  if (rating === 'poor') return { severity: 'critical', cause: 'threshold' };
  if (rating === 'needs-improvement') return { severity: 'warning', cause: 'threshold' };
  return hasRegressed(vital, p75, previousP75)
    ? { severity: 'warning', cause: 'regression' }
    : null;
}

/** Whether a p75 is worse than the previous one by both margins; `false` when either is missing. */
export function hasRegressed(vital: Vital, p75: Maybe, previousP75: Maybe): boolean {
  if (p75 == null || previousP75 == null) return false;
  const worse = finite(p75, vital) - finite(previousP75, vital);
  const least = VITAL_THRESHOLDS[vital].good * REGRESSION_FLOOR;
  return worse >= previousP75 * REGRESSION_MARGIN && worse >= least;
}
