import { Injectable } from '@nestjs/common';
import { alignedTo, Bucket, contains, Interval, SLOT_MS } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { SummedRows } from '../aggregates/summed-rows.repository.js';
import { Measurement } from '../metrics/measurement.js';
import { BucketMoments } from './bucket-moments.js';

/** The parts of slots at an interval's ends: what was measured in these is no whole slot's. */
export const cutSlotsOf = (interval: Interval): readonly Interval[] =>
  alignedTo(SLOT_MS, interval).edges;

/** Reads slots, and takes from measurements only what lies where an interval cuts a slot. */
@Injectable()
export class MomentsReader {
  constructor(private readonly rows: SummedRows) {}

  /**
   * What a user measured within adjoining intervals, by bucket, in one statement.
   * @param buckets all those of the intervals, oldest first.
   * @param measured at least what was measured where the intervals cut slots, each once; it is read at the same time.
   */
  async read(
    sql: Sql,
    userId: string,
    intervals: readonly Interval[],
    buckets: readonly Bucket[],
    measured: Promise<readonly Measurement[]>,
  ): Promise<BucketMoments> {
    const whole = intervals.flatMap((interval) => alignedTo(SLOT_MS, interval).whole ?? []);
    const moments = new BucketMoments(buckets);
    const [slots, parts] = await Promise.all([
      this.rows.slotsByBucket(sql, userId, whole, buckets),
      measured,
    ]);
    for (const row of slots) moments.addRow(row);
    for (const metric of parts) {
      if (!whole.some((interval) => contains(interval, metric.timestamp))) moments.add(metric);
    }
    return moments;
  }
}
