import { type Day, addDays, dayToUtc, utcToDay } from './calendar-day.js';
import type { Interval } from './interval.js';
import { localSpansOf, startOfDayAt } from './local-span.js';
import { type TimeZone, offsetAt } from './time-zone.js';

/**
 * The calendar day on the zone's clocks at an instant.
 * @throws PeriodError when the zone is unknown; RangeError when the instant is no date.
 */
export function localDay(instant: Date, zone: TimeZone): Day {
  const at = instant.getTime();
  return utcToDay(at + offsetAt(at, zone));
}

/**
 * The first instant of a local day: its first midnight, or, where a clock change skips midnight, the instant of the change.
 * A day the zone never had (Pacific/Apia, 2011-12-30) starts where the next one starts.
 * @throws PeriodError when the zone is unknown; RangeError when it is no day.
 */
export function startOfLocalDay(day: Day, zone: TimeZone): Date {
  return new Date(startOfDayAt(dayToUtc(day), zone));
}

/** The first instant after a local day, which is the start of the next. @throws as {@link startOfLocalDay}. */
export function endOfLocalDay(day: Day, zone: TimeZone): Date {
  return startOfLocalDay(addDays(day, 1), zone);
}

/**
 * The local days that share at least one instant with `[from, to)`, oldest first; none when the interval is empty.
 * Days a zone skipped are not among them.
 * @throws PeriodError when the zone is unknown; RangeError when a bound is no date.
 */
export function localDaysOf({ from, to }: Interval, zone: TimeZone): Day[] {
  if (from >= to) return [];
  return localSpansOf(localDay(from, zone), 1, to, zone).map(({ key }) => key);
}
