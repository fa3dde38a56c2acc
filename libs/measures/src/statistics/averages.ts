import { type Maybe, finite, present } from './finite.js';
import { roundOrNull } from './rounding.js';

/** The arithmetic mean of the values that are there; `null` when none is. @throws RangeError for NaN or an infinity. */
export function mean(values: Iterable<Maybe>): number | null {
  const found = present(values);
  return quotient(
    found.reduce((sum, value) => sum + value, 0),
    found.length,
  );
}

/**
 * `part / whole`, unrounded: the mean of pre-aggregated sums and counts, or a share. `null` when `whole` is 0 or the quotient is
 * too large for a number. @throws RangeError for NaN or an infinity.
 */
export function quotient(part: number, whole: number): number | null {
  if (finite(whole) === 0) return null;
  const result = finite(part) / whole;
  return Number.isFinite(result) ? result : null;
}

/** `part / whole` as a fraction to `digits` decimals (0.3333); `null` when `whole` is 0. */
export function ratio(part: number, whole: number, digits = 4): number | null {
  return roundOrNull(quotient(part, whole), digits);
}

/** `part` of `whole` in percent to `digits` decimals (33.3); `null` when `whole` is 0. */
export function percentage(part: number, whole: number, digits = 1): number | null {
  return roundOrNull(quotient(part * 100, whole), digits);
}
