import { type Day, addDays, dayToUtc, utcToDay } from './calendar-day.js';
import { DAY_MS } from './duration.js';
import type { Interval } from './interval.js';
import { type TimeZone, offsetAt, transitionIn } from './time-zone.js';

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
  const midnight = dayToUtc(day);
  const before = offsetAt(midnight - DAY_MS, zone);
  const after = offsetAt(midnight + DAY_MS, zone);
  if (before === after) return new Date(midnight - before);
  const earliest = midnight - Math.max(before, after);
  const latest = midnight - Math.min(before, after);
  const valid = [earliest, latest].find((at) => at + offsetAt(at, zone) === midnight);
  return new Date(valid ?? transitionIn(earliest, latest, zone));
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
  const days: Day[] = [];
  if (from >= to) return days;
  let day = localDay(from, zone);
  let start = startOfLocalDay(day, zone);
  while (start < to) {
    const end = endOfLocalDay(day, zone);
    if (start < end) days.push(day);
    day = addDays(day, 1);
    start = end;
  }
  return days;
}
