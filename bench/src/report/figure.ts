import { median } from '../measure/quantile.js';

/** One figure of several rounds. */
export interface Figure {
  name: string;
  unit: string;
  /** One value a round. */
  rounds: number[];
}

export interface Summary {
  median: number;
  lowest: number;
  highest: number;
}

export const summaryOf = (rounds: readonly number[]): Summary => ({
  median: median(rounds),
  lowest: Math.min(...rounds),
  highest: Math.max(...rounds),
});

/** What a ratio must reach, and which way. */
export interface Goal {
  name: string;
  /** Of each round, from the figures of that same round. */
  rounds: number[];
  atLeast?: number;
  atMost?: number;
}

export const isReached = ({ rounds, atLeast = -Infinity, atMost = Infinity }: Goal): boolean => {
  const reached = median(rounds);
  return reached >= atLeast && reached <= atMost;
};

/** What a workload brings to the report. */
export interface Outcome {
  figures: Figure[];
  goals: Goal[];
}
