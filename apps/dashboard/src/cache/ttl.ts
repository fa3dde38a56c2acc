import { granularityOf, Interval } from '@trailmark/measures';

const SHORT_MS = 30_000;
const LONG_MS = 300_000;

/** How long an answer about a period is kept: a period of up to a day (of 25 hours, too) moves on sooner. */
export const ttlOf = (period: Interval): number =>
  granularityOf(period) === 'hour' ? SHORT_MS : LONG_MS;
