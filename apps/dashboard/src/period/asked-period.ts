import { PeriodBounds, TimePeriod, UserPeriodDto } from '@trailmark/contracts';
import { MAX_SERIES_DAYS, Period, resolvePeriod } from '@trailmark/measures';
import { namingFields } from '@trailmark/platform';

type PeriodAsked = PeriodBounds & { time_period: TimePeriod };

/** Resolved once, so that every service answers for the same instants. */
export const resolveAsked = (asked: PeriodAsked, now: Date): Period =>
  namingFields(() => resolvePeriod(asked, now, MAX_SERIES_DAYS));

/** The question about these very instants. */
export const exactly = (userId: string, { from, to, timezone }: Period): UserPeriodDto => ({
  user_id: userId,
  time_period: 'custom',
  start_date: from.toISOString(),
  end_date: to.toISOString(),
  timezone,
});

/** What tells periods apart that are asked for: equal parts mean the same period, now or a little later. */
export const partsOf = (asked: PeriodAsked): (string | null)[] => {
  const { time_period, start_date = null, end_date = null } = asked;
  const bounds = time_period === 'custom' ? [start_date, end_date] : [];
  return [time_period, asked.timezone ?? 'UTC', ...bounds];
};

/** The same as parameters of a route. */
export const parametersOf = (asked: PeriodAsked): URLSearchParams => {
  const { time_period, start_date, end_date, timezone } = asked;
  const custom = time_period === 'custom' ? { start_date, end_date } : {};
  const parameters = Object.entries({ time_period, ...custom, timezone });
  return new URLSearchParams(
    parameters.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
};
