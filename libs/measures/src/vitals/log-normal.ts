import { finite } from '../statistics/finite.js';

/** The value that scores 0.9 and the one that scores 0.5. */
export interface ControlPoints {
  readonly p10: number;
  readonly median: number;
}

const INVERSE_ERFC_ONE_FIFTH = 0.9061938024368232;
const BELOW_NINE_TENTHS = 0.8999999999999999;
const BELOW_HALF = 0.49999999999999994;

/**
 * The score (0..1, falling) of a value under the log-normal curve through its control points, in the value's own unit: 1 at 0
 * or below, at least 0.9 up to `p10`, at least 0.5 up to `median`, below 0.5 beyond.
 * Source: Lighthouse, shared/statistics.js, `getLogNormalScore`.
 * @throws RangeError when the value is NaN or infinite.
 */
export function logNormalScore({ p10, median }: ControlPoints, value: number): number {
  if (finite(value) <= 0) return 1;
  const x = (Math.log(value / median) * INVERSE_ERFC_ONE_FIFTH) / -Math.log(p10 / median);
  const score = (1 - erf(x)) / 2;
  if (value <= p10) return clamp(score, 0.9, 1);
  if (value <= median) return clamp(score, 0.5, BELOW_NINE_TENTHS);
  return clamp(score, 0, BELOW_HALF);
}

/** The error function within 1.5e-7. Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26. */
export function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const polynomial =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - polynomial * Math.exp(-x * x));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
