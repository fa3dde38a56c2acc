import { RetentionDataDto } from '@trailmark/contracts';

const DAY_MS = 86_400_000;

/** First seen less than this many days before: new. */
const NEW_WITHIN_DAYS = 7;

/** Days without a visit after which the risk is one half. */
const HALF_RISK_DAYS = 14;

export interface Presence {
  day: string;
  firstDay: string;
  /** The last day with an event before `day`; null on the first. */
  dayBefore: string | null;
  /** Sessions started up to the end of `day`. */
  visits: number;
}

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** How long a user stayed away: daily, weekly, monthly at most, or longer. */
const periodOf = (daysAway: number): string => {
  if (daysAway <= 1) return 'daily';
  if (daysAway <= 7) return 'weekly';
  return daysAway <= 30 ? 'monthly' : 'lapsed';
};

/**
 * How a user keeps coming back, as of a day on which it came. Signing up is being seen first.
 * The churn risk is 1 − 2^(−days away / 14): 0 for who came the same day, 0.5 after two weeks.
 */
export const retentionOf = (presence: Presence): Required<RetentionDataDto> => {
  const { day, firstDay, dayBefore, visits } = presence;
  const age = daysBetween(firstDay, day);
  const away = dayBefore === null ? 0 : daysBetween(dayBefore, day);
  return {
    is_new_user: age < NEW_WITHIN_DAYS,
    days_since_signup: age,
    days_since_last_visit: away,
    total_visits: visits,
    retention_period: periodOf(away),
    churn_risk_score: Math.round((1 - 2 ** (-away / HALF_RISK_DAYS)) * 100) / 100,
  };
};
