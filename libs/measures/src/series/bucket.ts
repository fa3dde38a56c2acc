import { mondayOf } from '../time/calendar-day.js';
import { DAY_MS, HOUR_MS } from '../time/duration.js';
import { type Interval, lengthOf } from '../time/interval.js';
import { localDay } from '../time/local-day.js';
import { localSpansOf } from '../time/local-span.js';
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
  if (interval.from >= interval.to) return [];
  return wholeOf(interval, zone, granularity).map((bucket) => cut(bucket, interval));
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

function wholeOf({ from, to }: Interval, zone: TimeZone, granularity: Granularity): Bucket[] {
  switch (granularity) {
    case 'hour':
      return localHoursOf({ from, to }, zone);
    case 'day':
      return localSpansOf(localDay(from, zone), 1, to, zone);
    case 'week':
      return localSpansOf(mondayOf(localDay(from, zone)), 7, to, zone);
  }
}

function cut(bucket: Bucket, { from, to }: Interval): Bucket {
  return {
    key: bucket.key,
    from: bucket.from < from ? from : bucket.from,
    to: bucket.to > to ? to : bucket.to,
  };
}
