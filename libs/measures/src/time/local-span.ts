import { type Day, dayToUtc, utcToDay } from './calendar-day.js';
import { DAY_MS } from './duration.js';
import type { Interval } from './interval.js';
import { type TimeZone, offsetAt, transitionIn } from './time-zone.js';

/** Some local days in a row, keyed by the first of them. */
export interface LocalSpan extends Interval {
  readonly key: Day;
}

type OffsetAt = (at: number) => number;

/**
 * The first instant of a local day, given by its midnight as if the zone were UTC; both in epoch milliseconds.
 * @param offsetOf the zone's offset at an instant.
 */
export function startOfDayAt(
  midnight: number,
  zone: TimeZone,
  offsetOf: OffsetAt = (at) => offsetAt(at, zone),
): number {
  const before = offsetOf(midnight - DAY_MS);
  const after = offsetOf(midnight + DAY_MS);
  if (before === after) return midnight - before;
  const earliest = midnight - Math.max(before, after);
  const latest = midnight - Math.min(before, after);
  const valid = [earliest, latest].find((at) => at + offsetOf(at) === midnight);
  return valid ?? transitionIn(earliest, latest, zone);
}

/**
 * Spans of so many local days, one after the other from the day `first` on, whole, until one reaches `to`. A span of days that
 * the zone skipped is left out.
 * @throws PeriodError when the zone is unknown; RangeError when `first` is no day.
 */
export function localSpansOf(first: Day, days: number, to: Date, zone: TimeZone): LocalSpan[] {
  const spans: LocalSpan[] = [];
  const offsetOf = remembering(zone);
  let midnight = dayToUtc(first);
  let start = startOfDayAt(midnight, zone, offsetOf);
  while (start < to.getTime()) {
    const next = midnight + days * DAY_MS;
    const end = startOfDayAt(next, zone, offsetOf);
    if (start < end) {
      spans.push({ key: utcToDay(midnight), from: new Date(start), to: new Date(end) });
    }
    midnight = next;
    start = end;
  }
  return spans;
}

/** Neighbouring days ask for the offset at the same instants, and `Intl` takes microseconds to tell it. */
function remembering(zone: TimeZone): OffsetAt {
  const offsets = new Map<number, number>();
  return (at) => {
    const offset = offsets.get(at) ?? offsetAt(at, zone);
    offsets.set(at, offset);
    return offset;
  };
}
