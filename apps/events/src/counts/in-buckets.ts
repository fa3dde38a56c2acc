import { Bucket, bucketIndexAt } from '@trailmark/measures';

/** What lies in each bucket; what lies in none is left out. */
export const inBuckets = <T extends { at: Date }>(buckets: Bucket[], items: T[]): T[][] => {
  const filled = buckets.map((): T[] => []);
  for (const item of items) filled[bucketIndexAt(buckets, item.at)]?.push(item);
  return filled;
};
