import { type Interval, previousOf } from '../time/interval.js';
import type { TimeZone } from '../time/time-zone.js';
import { type Bucket, bucketsOf } from './bucket.js';

/** The buckets of an interval, and those of the equally long one before, which they adjoin. */
export interface ComparedBuckets {
  readonly previous: readonly Bucket[];
  readonly current: readonly Bucket[];
}

/** Both series of a comparison. A bucket that the bound between them cuts is in both, each with its part. @throws as `bucketsOf`. */
export function comparedBucketsOf(interval: Interval, zone: TimeZone): ComparedBuckets {
  return {
    previous: bucketsOf(previousOf(interval), zone),
    current: bucketsOf(interval, zone),
  };
}
