import { Figure } from '@trailmark/contracts';
import { ComparedBuckets } from '@trailmark/measures';
import { BucketMoments, Measured } from './bucket-moments.js';

/** Load times and scores of a period, beside those of the one before. */
export const figuresOf = (moments: BucketMoments, compared: ComparedBuckets): Figure[] => {
  const current = moments.by(compared.current);
  const previous = moments.by(compared.previous);
  const [totalNow, totalBefore] = [current.total(), previous.total()];
  const figureOf = (metric: Figure['metric'], measured: Measured): Figure => ({
    metric,
    kind: 'mean',
    current: measured(totalNow).toSample(),
    previous: measured(totalBefore).toSample(),
    current_series: current.series(measured),
    previous_series: previous.series(measured),
  });
  return [
    figureOf('page_load_time', ({ load }) => load),
    figureOf('performance_score', ({ score }) => score),
  ];
};
