import { type Day, addDays, mondayOf } from '../time/calendar-day.js';
import { DAY_MS, HOUR_MS } from '../time/duration.js';
import { type Interval, lengthOf } from '../time/interval.js';
import { localDay, localDaysOf, startOfLocalDay } from '../time/local-day.js';
import type { TimeZone } from '../time/time-zone.js';
import { localHoursOf } from './local-hour.js';

export type Granularity = 'hour' | 'day' | 'week';

/** One step of a time series. The buckets of an interval are its partition: none overlap, none is empty, nothing is left out. */
export interface Bucket extends Interval {
  /** The local day; for a week its Monday; for an hour its first instant in local time with offset. */
  readonly key: string;
}

/**
 * Hourly up to a day, daily up to 90 days, weekly beyond. An hour of slack keeps a local day of 25 hours hourly, and 90 local
 * days with a clock change daily.
 */
export function granularityOf(interval: Interval): Granularity {
  const length = lengthOf(interval);
  if (length <= DAY_MS + HOUR_MS) return 'hour';
  return length <= 90 * DAY_MS + HOUR_MS ? 'day' : 'week';
}

/**
 * The buckets of an interval on the zone's clocks, oldest first; the first and last are cut to the interval. Weeks are ISO 8601
 * weeks, Monday to Sunday; an hour keyed `2025-11-02T01:00:00-05:00` is distinct from the one an hour before at `-04:00`.
 * @throws PeriodError when the zone is unknown.
 */
export function bucketsOf(
  interval: Interval,
  zone: TimeZone,
  granularity: Granularity = granularityOf(interval),
): Bucket[] {
  switch (granularity) {
    case 'hour':
      return localHoursOf(interval, zone).map((hour) => cut(hour, interval));
    case 'day':
      return localDaysOf(interval, zone).map((day) => ofDays(day, 1, interval, zone));
    case 'week':
      return weeksOf(interval, zone).map((monday) => ofDays(monday, 7, interval, zone));
  }
}

/** Which bucket an instant lies in, or -1 when in none. Binary search: `buckets` as {@link bucketsOf} gives them. */
export function bucketIndexAt(buckets: readonly Bucket[], instant: Date): number {
  const at = instant.getTime();
  let low = 0;
  let high = buckets.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const bucket = buckets[middle];
    if (!bucket) return -1;
    if (at < bucket.from.getTime()) high = middle - 1;
    else if (at >= bucket.to.getTime()) low = middle + 1;
    else return middle;
  }
  return -1;
}

function weeksOf({ from, to }: Interval, zone: TimeZone): Day[] {
  const weeks: Day[] = [];
  if (from >= to) return weeks;
  let monday = mondayOf(localDay(from, zone));
  while (startOfLocalDay(monday, zone) < to) {
    weeks.push(monday);
    monday = addDays(monday, 7);
  }
  return weeks;
}

function ofDays(day: Day, count: number, interval: Interval, zone: TimeZone): Bucket {
  const from = startOfLocalDay(day, zone);
  return cut({ key: day, from, to: startOfLocalDay(addDays(day, count), zone) }, interval);
}

function cut(bucket: Bucket, { from, to }: Interval): Bucket {
  return {
    key: bucket.key,
    from: bucket.from < from ? from : bucket.from,
    to: bucket.to > to ? to : bucket.to,
  };
}
