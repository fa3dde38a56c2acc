import { PerformanceDay } from '@trailmark/contracts';
import { bucketIndexAt, bucketsOf, Period } from '@trailmark/measures';
import { SlotRow } from '../aggregates/summed-rows.repository.js';
import { Sums } from '../aggregates/sums.js';
import { MetricEntity } from '../metrics/metric.entity.js';

/** Every day of the period on its zone's clocks; one without a measurement has nulls, not zeros. */
export const dayTrend = (
  period: Period,
  slots: SlotRow[],
  measured: MetricEntity[],
): PerformanceDay[] => {
  const buckets = bucketsOf(period, period.timezone, 'day');
  const sums = buckets.map(() => new Sums());
  for (const row of slots) sums[bucketIndexAt(buckets, row.slot)]?.addRow(row);
  for (const metric of measured) sums[bucketIndexAt(buckets, metric.timestamp)]?.add(metric);
  return buckets.map(({ key }, index) => ({
    date: key,
    average_load_time: sums[index]?.averageLoadTime ?? null,
    performance_score: sums[index]?.averageScore ?? null,
  }));
};
