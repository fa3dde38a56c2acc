import { quotient, round, roundOrNull } from '@trailmark/measures';
import { Measurement } from '../metrics/measurement.js';

/** Sums as a table row of them reads; decimals come as text. */
export interface SumsRow {
  measurements: string | number;
  load_time_sum: string | number;
  scored: string | number;
  score_sum: string | number;
}

/** What averages are made from: how many, and their sums. Load times in milliseconds. */
export class Sums {
  measurements = 0;
  loadTime = 0;
  scored = 0;
  score = 0;

  static of(metrics: Iterable<Measurement>): Sums {
    const sums = new Sums();
    for (const metric of metrics) sums.add(metric);
    return sums;
  }

  add({ pageLoadTime, performanceScore }: Measurement): void {
    this.measurements += 1;
    this.loadTime = round(this.loadTime + pageLoadTime, 3);
    if (performanceScore === null) return;
    this.scored += 1;
    this.score = round(this.score + performanceScore, 2);
  }

  addRow(row: SumsRow): void {
    this.measurements += Number(row.measurements);
    this.loadTime = round(this.loadTime + Number(row.load_time_sum), 3);
    this.scored += Number(row.scored);
    this.score = round(this.score + Number(row.score_sum), 2);
  }

  /** Takes away what was added before. */
  subtract(other: Sums): void {
    this.measurements -= other.measurements;
    this.loadTime = round(this.loadTime - other.loadTime, 3);
    this.scored -= other.scored;
    this.score = round(this.score - other.score, 2);
  }

  /** Milliseconds to two decimals; null when there is none. */
  get averageLoadTime(): number | null {
    return roundOrNull(quotient(this.loadTime, this.measurements), 2);
  }

  /** To two decimals; null when nothing has a score. */
  get averageScore(): number | null {
    return roundOrNull(quotient(this.score, this.scored), 2);
  }

  /** In the order of {@link SUM_COLUMNS}. */
  toValues(): number[] {
    return [this.measurements, this.loadTime, this.scored, this.score];
  }
}

export const SUM_COLUMNS = ['measurements', 'load_time_sum', 'scored', 'score_sum'] as const;

/** Sums of squares; of the tables whose spread is asked for, too. */
export const SQUARE_COLUMNS = ['load_time_squares', 'score_squares'] as const;

const adding = (columns: readonly string[]): string =>
  `ON DUPLICATE KEY UPDATE ${columns
    .map((column) => `${column} = ${column} + VALUES(${column})`)
    .join(', ')}`;

/** The tail of an insert that adds to rows that are there; two writers' sums both count. */
export const ADD_SUMS = adding(SUM_COLUMNS);

/** The same for a table that has squares. */
export const ADD_SUMS_AND_SQUARES = adding([...SUM_COLUMNS, ...SQUARE_COLUMNS]);
