import { Measurement } from '../metrics/measurement.js';
import { Moments } from './moments.js';
import { SQUARE_COLUMNS, SumsRow } from './sums.js';

/** Sums and sums of squares as a table row of them reads. */
export type MomentsRow = SumsRow & Record<(typeof SQUARE_COLUMNS)[number], string | number>;

/** What the mean and the spread of load times (ms) and scores are made from. */
export class MetricMoments {
  readonly load = new Moments(3);
  readonly score = new Moments(2);

  static of(metrics: Iterable<Measurement>): MetricMoments {
    const moments = new MetricMoments();
    for (const metric of metrics) moments.add(metric);
    return moments;
  }

  add({ pageLoadTime, performanceScore }: Measurement): void {
    this.load.add(pageLoadTime);
    if (performanceScore !== null) this.score.add(performanceScore);
  }

  merge({ load, score }: MetricMoments): void {
    this.load.merge(load);
    this.score.merge(score);
  }

  addRow(row: MomentsRow): void {
    this.load.addSums(row.measurements, row.load_time_sum, row.load_time_squares);
    this.score.addSums(row.scored, row.score_sum, row.score_squares);
  }

  /** In the order of {@link SQUARE_COLUMNS}. */
  toSquares(): string[] {
    return [this.load.squareSum, this.score.squareSum];
  }
}
