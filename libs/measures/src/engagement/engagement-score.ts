import { quotient } from '../statistics/averages.js';
import { notNegative } from '../statistics/finite.js';
import { round } from '../statistics/rounding.js';
import { MINUTE_MS } from '../time/duration.js';

/** What a user did in a period. `sessionDuration` is the sum of all sessions, in milliseconds. */
export interface Engagement {
  readonly sessions: number;
  readonly sessionDuration: number;
  readonly pageViews: number;
  readonly activeDays: number;
  readonly periodDays: number;
}

/** A part of the score: what it counts, and the value at which half of that is reached. */
export interface EngagementTerm {
  readonly weight: number;
  readonly half: number;
}

/** The published terms; the weights add up to 1. */
export const ENGAGEMENT_TERMS = {
  sessionsPerActiveDay: { weight: 0.2, half: 1.5 },
  minutesPerSession: { weight: 0.3, half: 5 },
  pagesPerSession: { weight: 0.2, half: 4 },
  activeDayShare: { weight: 0.3, half: 0.25 },
} as const satisfies Record<string, EngagementTerm>;

/**
 * How engaged a user is, 0 to 10 to two decimals: ten times the weighted sum of the terms, each saturating as 1 − 2^(−x / half),
 * so that more always counts but ever less. Ours, with the weights and halves of {@link ENGAGEMENT_TERMS}.
 * Nobody who did nothing is engaged: 0. A score that a client submitted wins over this one.
 * @throws RangeError when a figure is negative, NaN or infinite.
 */
export function engagementScore(engagement: Engagement): number {
  const { sessions, sessionDuration, pageViews, activeDays, periodDays } = engagement;
  const terms = ENGAGEMENT_TERMS;
  const sum =
    saturate(terms.sessionsPerActiveDay, sessions, activeDays) +
    saturate(terms.minutesPerSession, sessionDuration / MINUTE_MS, sessions) +
    saturate(terms.pagesPerSession, pageViews, sessions) +
    saturate(terms.activeDayShare, Math.min(activeDays, periodDays), periodDays);
  return round(10 * sum, 2);
}

function saturate({ weight, half }: EngagementTerm, part: number, whole: number): number {
  const x = quotient(notNegative(part), notNegative(whole)) ?? 0;
  return weight * (1 - 2 ** (-x / half));
}
