import { TrendPoint } from '@trailmark/contracts';
import { Bucket, bucketIndexAt } from '@trailmark/measures';
import { MetricMoments } from '../aggregates/metric-moments.js';
import { Moments } from '../aggregates/moments.js';
import { BucketRow } from '../aggregates/summed-rows.repository.js';
import { Measurement } from '../metrics/measurement.js';

/** One measured figure: which of the moments it is made from. */
export type Measured = (moments: MetricMoments) => Moments;

/** What was measured in each of some buckets, which adjoin, oldest first. */
export class BucketMoments {
  private readonly moments: MetricMoments[];

  constructor(private readonly buckets: readonly Bucket[]) {
    this.moments = buckets.map(() => new MetricMoments());
  }

  addRow(row: BucketRow): void {
    this.moments[Number(row.bucket)]?.addRow(row);
  }

  add(metric: Measurement): void {
    this.moments[bucketIndexAt(this.buckets, metric.timestamp)]?.add(metric);
  }

  /** The same by other buckets, in one of which each of these lies wholly, or in none. */
  by(buckets: readonly Bucket[]): BucketMoments {
    const others = new BucketMoments(buckets);
    this.buckets.forEach(({ from }, index) => {
      const moments = this.moments[index];
      if (moments) others.moments[bucketIndexAt(buckets, from)]?.merge(moments);
    });
    return others;
  }

  /** Of all buckets together. */
  total(): MetricMoments {
    const total = new MetricMoments();
    for (const one of this.moments) total.merge(one);
    return total;
  }

  /** The mean of each bucket; null where nothing was measured. */
  series(measured: Measured): TrendPoint[] {
    return this.buckets.map(({ key }, index) => {
      const moments = this.moments[index];
      return { date: key, value: moments ? measured(moments).mean : null };
    });
  }
}
