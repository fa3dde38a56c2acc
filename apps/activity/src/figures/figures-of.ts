import { Figure, Sample, TrendPoint } from '@trailmark/contracts';
import { Bucket, ComparedBuckets } from '@trailmark/measures';

/** A count with the series that it is the sum of. */
interface Counted {
  sample: Sample;
  series: TrendPoint[];
}

/** @param counts activities in each bucket, those of the previous ones first. */
export const figuresOf = (
  { previous, current }: ComparedBuckets,
  counts: readonly number[],
): Figure[] => {
  const before = countedOf(previous, counts.slice(0, previous.length));
  const now = countedOf(current, counts.slice(previous.length));
  return [
    {
      metric: 'activities',
      kind: 'count',
      current: now.sample,
      previous: before.sample,
      current_series: now.series,
      previous_series: before.series,
    },
  ];
};

const countedOf = (buckets: readonly Bucket[], counts: readonly number[]): Counted => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    sample: { value: total, observations: total, variance: null },
    series: buckets.map(({ key }, index) => ({ date: key, value: counts[index] ?? 0 })),
  };
};
