import { PeriodError } from '../src/time/period-error.js';

/** The field that a refused question blames; fails the test when it is not refused. */
export function blamedBy(question: () => unknown): string {
  try {
    question();
  } catch (error) {
    if (error instanceof PeriodError) return error.field;
    throw error;
  }
  throw new Error('The question was not refused');
}
