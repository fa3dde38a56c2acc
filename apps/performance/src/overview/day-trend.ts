import { PerformanceDay } from '@trailmark/contracts';
import { BucketMoments } from '../figures/bucket-moments.js';

/** Every day; one without a measurement has nulls, not zeros. */
export const dayTrend = (days: BucketMoments): PerformanceDay[] => {
  const scores = days.series(({ score }) => score);
  return days
    .series(({ load }) => load)
    .map(({ date, value }, index) => ({
      date,
      average_load_time: value,
      performance_score: scores[index]?.value ?? null,
    }));
};
