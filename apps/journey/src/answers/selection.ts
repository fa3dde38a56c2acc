import { Interval } from '@trailmark/measures';

/** Some of a user's events in a period, which does not include its end. */
export interface Selection {
  distinctIds: readonly string[];
  period: Interval;
}
