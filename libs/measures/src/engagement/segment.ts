import { notNegative } from '../statistics/finite.js';

export const SEGMENTS = ['new', 'power_user', 'regular', 'casual', 'at_risk', 'dormant'] as const;
export type Segment = (typeof SEGMENTS)[number];

/** The window that active days are counted in, in days. */
export const SEGMENT_WINDOW_DAYS = 30;

/** The published thresholds, in days. */
export const SEGMENT_THRESHOLDS = {
  /** Last seen this long ago or longer: dormant. */
  dormantAfter: 30,
  /** First seen less than this long ago: new. */
  newWithin: 7,
  /** Last seen this long ago or longer: at risk. */
  atRiskAfter: 14,
  /** Active on at least this many of the 30 days: power user … */
  powerUserFrom: 15,
  /** … or regular; below that, casual. */
  regularFrom: 5,
} as const;

/** How a user was seen, in days before the end of the period (0 is the last day); `null` for one never seen. */
export interface Presence {
  readonly daysSinceFirst: number | null;
  readonly daysSinceLast: number | null;
  /** Days with activity among the last {@link SEGMENT_WINDOW_DAYS}. */
  readonly activeDays: number;
}

/**
 * The one segment a user is in; the first that fits of dormant, new, at risk, power user, regular, casual. `null` for a user never
 * seen. Ours, by {@link SEGMENT_THRESHOLDS}.
 * @throws RangeError when a figure is negative, NaN or infinite.
 */
export function segmentOf({ daysSinceFirst, daysSinceLast, activeDays }: Presence): Segment | null {
  if (daysSinceFirst === null || daysSinceLast === null) return null;
  const { dormantAfter, newWithin, atRiskAfter, powerUserFrom, regularFrom } = SEGMENT_THRESHOLDS;
  if (notNegative(daysSinceLast) >= dormantAfter) return 'dormant';
  if (notNegative(daysSinceFirst) < newWithin) return 'new';
  if (daysSinceLast >= atRiskAfter) return 'at_risk';
  if (notNegative(activeDays) >= powerUserFrom) return 'power_user';
  return activeDays >= regularFrom ? 'regular' : 'casual';
}
