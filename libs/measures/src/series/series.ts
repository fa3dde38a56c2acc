import { finite } from '../statistics/finite.js';
import { type Day, mondayOf } from '../time/calendar-day.js';
import { type Bucket, bucketIndexAt } from './bucket.js';

/** One value of a series; `date` is the key of its bucket. */
export interface SeriesPoint {
  readonly date: string;
  readonly value: number;
}

/** A value that happened at an instant. */
export interface TimedValue {
  readonly at: Date;
  readonly value: number;
}

/**
 * The sum of the values in each bucket, 0 where there is none. Values outside every bucket are left out.
 * For a mean per bucket fold sums and counts apart and divide.
 * @throws RangeError when a value is NaN or infinite.
 */
export function foldPoints(
  buckets: readonly Bucket[],
  points: Iterable<TimedValue>,
): SeriesPoint[] {
  const sums = buckets.map(() => 0);
  for (const { at, value } of points) addTo(sums, bucketIndexAt(buckets, at), finite(value));
  return toSeries(buckets, sums);
}

/**
 * The sum of the daily values in each bucket of days or weeks, 0 where there is none. Days outside every bucket are left out; a
 * day counts whole in its bucket even where the interval cuts it.
 * @throws RangeError when the buckets are hours, into which a day cannot be split, or a value is NaN or infinite.
 */
export function foldDays(
  buckets: readonly Bucket[],
  days: Iterable<readonly [Day, number]>,
  granularity: 'day' | 'week',
): SeriesPoint[] {
  const index = new Map(buckets.map((bucket, position) => [bucket.key, position]));
  if (buckets.some(({ key }) => key.length !== 'YYYY-MM-DD'.length)) {
    throw new RangeError('Daily values cannot be folded into hours');
  }
  const sums = buckets.map(() => 0);
  for (const [day, value] of days) {
    addTo(sums, index.get(granularity === 'week' ? mondayOf(day) : day) ?? -1, finite(value));
  }
  return toSeries(buckets, sums);
}

function addTo(sums: number[], position: number, value: number): void {
  const sum = sums[position];
  if (sum !== undefined) sums[position] = sum + value;
}

function toSeries(buckets: readonly Bucket[], sums: readonly number[]): SeriesPoint[] {
  return buckets.map(({ key }, position) => ({ date: key, value: sums[position] ?? 0 }));
}
