import { quotient, ratio } from '../statistics/averages.js';
import { notNegative } from '../statistics/finite.js';

/** One session: its first and last fact, and how many page views it had. */
export interface Session {
  readonly start: Date;
  readonly last: Date;
  readonly pageViews: number;
}

/** Durations are milliseconds, unrounded. */
export interface SessionSummary {
  readonly count: number;
  readonly totalDuration: number;
  /** `null` when there is no session. */
  readonly averageDuration: number | null;
  readonly pageViews: number;
  /** Sessions of exactly one page view. */
  readonly bounces: number;
  /** Bounces per session with at least one page view, 0..1 to four decimals; `null` when no session viewed a page. */
  readonly bounceRate: number | null;
}

/** Last − first, in milliseconds. @throws RangeError when it ends before it starts or a bound is no date. */
export function sessionDuration({ start, last }: Pick<Session, 'start' | 'last'>): number {
  return notNegative(last.getTime() - start.getTime(), 'A session duration');
}

/** The figures of many sessions. Each is counted in the period it started in, which is the caller's to select. */
export function summariseSessions(sessions: Iterable<Session>): SessionSummary {
  const sums = { count: 0, totalDuration: 0, pageViews: 0, bounces: 0 };
  let viewed = 0;
  for (const session of sessions) {
    sums.count += 1;
    sums.totalDuration += sessionDuration(session);
    sums.pageViews += notNegative(session.pageViews, 'pageViews');
    if (session.pageViews >= 1) viewed += 1;
    if (session.pageViews === 1) sums.bounces += 1;
  }
  return {
    ...sums,
    averageDuration: quotient(sums.totalDuration, sums.count),
    bounceRate: bounceRateOf(sums.bounces, viewed),
  };
}

/** Bounces per session with at least one page view, 0..1 to four decimals, from counts; `null` when none viewed a page. */
export function bounceRateOf(bounces: number, viewedSessions: number): number | null {
  return ratio(bounces, viewedSessions);
}
