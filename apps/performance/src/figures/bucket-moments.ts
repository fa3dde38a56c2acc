import { TrendPoint } from '@trailmark/contracts';
import { Bucket, bucketIndexAt } from '@trailmark/measures';
import { MetricMoments } from '../aggregates/metric-moments.js';
import { Moments } from '../aggregates/moments.js';
import { BucketRow } from '../aggregates/summed-rows.repository.js';
import { MetricEntity } from '../metrics/metric.entity.js';

/** One measured figure: which of the moments it is made from. */
export type Measured = (moments: MetricMoments) => Moments;

/** What was measured in each bucket of a period. */
export class BucketMoments {
  private readonly moments: MetricMoments[];

  constructor(private readonly buckets: readonly Bucket[]) {
    this.moments = buckets.map(() => new MetricMoments());
  }

  addRow(row: BucketRow): void {
    this.moments[Number(row.bucket)]?.addRow(row);
  }

  add(metric: MetricEntity): void {
    this.moments[bucketIndexAt(this.buckets, metric.timestamp)]?.add(metric);
  }

  /** Of all buckets together. */
  total(measured: Measured): Moments {
    const total = measured(new MetricMoments());
    for (const one of this.moments) total.merge(measured(one));
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
