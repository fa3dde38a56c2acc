import { MAX_USAGE_DAYS, PeriodBounds, TimePeriod } from '@trailmark/contracts';
import { addDays, DAY_MS, Day, lengthOf, localDaysOf, resolvePeriod } from '@trailmark/measures';
import { namingFields } from '@trailmark/platform';

/** Calendar days of a question, oldest first, at least one; `zone` is whose calendar. */
export interface UsagePeriod {
  days: Day[];
  zone: string;
}

/**
 * The days that a period is about. Usage is counted by whole days, so a period of n days that ends
 * now is the last n days, today included, and not the n + 1 days that it touches.
 * @throws ValidationFailedError naming the field to blame; also for more than MAX_USAGE_DAYS.
 */
export const usagePeriod = (
  query: PeriodBounds & { time_period: TimePeriod },
  now: Date,
): UsagePeriod => {
  const period = namingFields(() => resolvePeriod(query, now, MAX_USAGE_DAYS));
  const count = Math.ceil(lengthOf(period) / DAY_MS);
  const touched = localDaysOf(period, period.timezone);
  return { days: touched.slice(-count), zone: period.timezone };
};

/** As many days right before it. */
export const previousDays = ({ days }: UsagePeriod): Day[] =>
  days.map((day) => addDays(day, -days.length));
