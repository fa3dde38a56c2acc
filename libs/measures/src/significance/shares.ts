import { finite, notNegative } from '../statistics/finite.js';

/** The share (0 to 1) of the observations that have a property; `null`: a share of nothing. */
export interface ShareSample {
  readonly value: number | null;
  readonly observations: number;
}

/** Fewer observations than this in either period are too few to judge. */
export const MIN_OBSERVED = 10;

/** Probabilities that differ by less than this are the same one, rounded differently. */
const SAME = 1 + 1e-7;

/**
 * How likely chance alone makes two shares differ this much; `null` when either is of fewer than {@link MIN_OBSERVED}
 * observations. Fisher's exact test, two-sided, which holds for small numbers and shares near 0 and 1: the sum of all tables as
 * likely as the observed one or less. Source: R. A. Fisher, Journal of the Royal Statistical Society 85 (1922), 87–94;
 * two-sided after Freeman and Halton, Biometrika 38 (1951), 141–149.
 * @throws RangeError when a figure is NaN or infinite, or the observations are negative.
 */
export function compareShares(current: ShareSample, previous: ShareSample): number | null {
  if (current.value === null || previous.value === null) return null;
  const [n, m] = [notNegative(current.observations), notNegative(previous.observations)];
  if (n < MIN_OBSERVED || m < MIN_OBSERVED) return null;
  const [a, b] = [havingOf(current.value, n), havingOf(previous.value, m)];
  return exact(a, n, a + b, m);
}

const havingOf = (share: number, of: number): number =>
  Math.min(of, Math.max(0, Math.round(finite(share) * of)));

/** Of n and m observations `having` have the property: how likely are tables no likelier than `observed` of the n. */
function exact(observed: number, n: number, having: number, m: number): number {
  const [least, most] = [Math.max(0, having - m), Math.min(having, n)];
  const mode = Math.floor(((n + 1) * (having + 1)) / (n + m + 2));
  /** How much likelier `k` is than `k - 1`. */
  const step = (k: number) => ((n - k + 1) * (having - k + 1)) / (k * (m - having + k));
  const weights = new Map([[mode, 1]]);
  for (let k = mode + 1, weight = 1; k <= most && weight > 0; k += 1) {
    weights.set(k, (weight *= step(k)));
  }
  for (let k = mode, weight = 1; k > least && weight > 0; k -= 1) {
    weights.set(k - 1, (weight /= step(k)));
  }
  const limit = (weights.get(observed) ?? 0) * SAME;
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const all = [...weights.values()];
  return Math.min(1, sum(all.filter((weight) => weight <= limit)) / sum(all));
}
