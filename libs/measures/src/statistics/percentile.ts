import { type Maybe, present } from './finite.js';

/**
 * The 0-based position, among `count` sorted values, of the nearest-rank quantile: ceil(q · count) − 1.
 * Exact percentiles and the sketch share it, so the two answer the same question.
 * @throws RangeError when `q` is outside 0..1.
 */
export function rankOf(q: number, count: number): number {
  if (!(q >= 0 && q <= 1)) throw new RangeError('A quantile must lie between 0 and 1');
  const noise = 1e-9; // 0.07 · 100 is 7.000000000000001
  return Math.max(0, Math.ceil(q * count - noise) - 1);
}

/**
 * The exact nearest-rank percentile: the smallest measured value that at least the fraction `q` (0..1) of all values do not
 * exceed. This is how web vitals are judged: at p75, three quarters of the page views were this fast or faster. It is always a
 * value that was measured, never between two. `null` when there is none; missing values are skipped.
 * Source: Hyndman and Fan (1996), "Sample Quantiles in Statistical Packages", type 1.
 * @throws RangeError when `q` is outside 0..1 or a value is NaN or infinite.
 */
export function percentile(values: Iterable<Maybe>, q: number): number | null {
  const sorted = present(values).sort((a, b) => a - b);
  return sorted[rankOf(q, sorted.length)] ?? null;
}

/** The 75th percentile, at which web vitals are judged; as {@link percentile}. */
export function p75(values: Iterable<Maybe>): number | null {
  return percentile(values, 0.75);
}
