import type { Counts } from './run-stages.js';

const numberAt = (report: object, key: string): number => {
  const value: unknown = Reflect.get(report, key);
  return typeof value === 'number' ? value : 0;
};

/**
 * Counts from jest's JSON report. A suite that could not run is one failure, and so is a run that ended
 * badly without saying where (no report, no tests found, a failed set-up).
 */
export function jestCounts(report: unknown, succeeded: boolean): Counts {
  if (typeof report !== 'object' || report === null) return { passed: 0, failed: 1 };
  const passed = numberAt(report, 'numPassedTests');
  const failed = numberAt(report, 'numFailedTests') + numberAt(report, 'numRuntimeErrorTestSuites');
  return { passed, failed: failed === 0 && !succeeded ? 1 : failed };
}
