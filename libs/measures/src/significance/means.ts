import { jStat } from 'jstat';
import { finite, notNegative } from '../statistics/finite.js';
import { twoSidedT } from './student-t.js';

/** A mean of measured values with their sample variance; `null` where nothing, or too little for a variance, was measured. */
export interface MeanSample {
  readonly value: number | null;
  readonly observations: number;
  readonly variance: number | null;
}

/** Of fewer values than this in either period even two wholly separate samples may be chance (2 in 1716 for 7 and 6). */
export const MIN_MEASURED = 7;

/**
 * How likely chance alone makes two means differ this much; `null` when either is of fewer than {@link MIN_MEASURED} values.
 * Welch's test, which lets the variances differ. Source: B. L. Welch, Biometrika 34 (1947), 28–35; degrees of freedom after
 * Satterthwaite, Biometrics Bulletin 2 (1946), 110–114.
 * Never below the chance that equal values in random order are wholly separated, so that values without any
 * variance do not pass for certainty. Source: the smallest p of a permutation test, Fisher, The Design of Experiments, § 21.
 * @throws RangeError when a figure is NaN or infinite, or a variance negative.
 */
export function compareMeans(current: MeanSample, previous: MeanSample): number | null {
  const { value: now, variance: nowVariance, observations: n } = current;
  const { value: before, variance: beforeVariance, observations: m } = previous;
  if (now === null || before === null || nowVariance === null || beforeVariance === null) {
    return null;
  }
  if (n < MIN_MEASURED || m < MIN_MEASURED) return null;
  const difference = finite(now) - finite(before);
  const [a, b] = [notNegative(nowVariance) / n, notNegative(beforeVariance) / m];
  if (difference === 0) return 1;
  if (a + b === 0) return separation(n, m);
  const degrees = (a + b) ** 2 / (a ** 2 / (n - 1) + b ** 2 / (m - 1));
  return Math.max(twoSidedT(difference / Math.sqrt(a + b), degrees), separation(n, m));
}

/** Of all ways to draw n of n + m values, the two that separate the largest from the rest. */
function separation(n: number, m: number): number {
  const ways = jStat.gammaln(n + m + 1) - jStat.gammaln(n + 1) - jStat.gammaln(m + 1);
  return 2 * Math.exp(-ways);
}
