import { HOUR_MS, MINUTE_MS } from '../time/duration.js';
import type { Interval } from '../time/interval.js';
import { type TimeZone, offsetAt, transitionIn } from '../time/time-zone.js';

/** An hour on a zone's clocks, keyed by its first instant, e.g. `2025-03-09T13:00:00+05:45`. */
export interface LocalHour extends Interval {
  readonly key: string;
}

/**
 * The whole local hours that `[from, to)` touches, oldest first. Hours start on the zone's clocks (at :15 or :30 UTC where the
 * offset says so); a clock change ends an hour, so one may be shorter than 60 minutes.
 * @throws PeriodError when the zone is unknown.
 */
export function localHoursOf({ from, to }: Interval, zone: TimeZone): LocalHour[] {
  const hours: LocalHour[] = [];
  if (from >= to) return hours;
  let start = startOfHour(from.getTime(), zone);
  let offset = offsetAt(start, zone);
  while (start < to.getTime()) {
    const fullHour = floorToHour(start + offset) + HOUR_MS - offset;
    const next = offsetAt(fullHour, zone);
    const end = next === offset ? fullHour : transitionIn(start, fullHour, zone);
    hours.push({ key: hourKey(start, offset), from: new Date(start), to: new Date(end) });
    start = end;
    offset = next;
  }
  return hours;
}

function startOfHour(at: number, zone: TimeZone): number {
  const offset = offsetAt(at, zone);
  const start = floorToHour(at + offset) - offset;
  return offsetAt(start, zone) === offset ? start : transitionIn(start, at, zone);
}

function floorToHour(local: number): number {
  return Math.floor(local / HOUR_MS) * HOUR_MS;
}

function hourKey(start: number, offset: number): string {
  const local = new Date(start + offset).toISOString().slice(0, 19);
  const minutes = Math.trunc(Math.abs(offset) / MINUTE_MS);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}
