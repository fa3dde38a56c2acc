/** A measurement that may be missing: browsers and clients differ in what they deliver. */
export type Maybe = number | null | undefined;

/** The value itself. @throws RangeError when it is NaN or infinite, so that neither ever leaves a formula. */
export function finite(value: number, what = 'A value'): number {
  if (!Number.isFinite(value)) throw new RangeError(`${what} must be a finite number`);
  return value;
}

/** The value itself, and 0 for -0. @throws RangeError when it is negative, NaN or infinite. */
export function notNegative(value: number, what = 'A value'): number {
  if (finite(value, what) < 0) throw new RangeError(`${what} must not be negative`);
  return Math.max(0, value);
}

/** The values that are there, in order; `null` and `undefined` are skipped. @throws RangeError for NaN or an infinity. */
export function present(values: Iterable<Maybe>): number[] {
  const found: number[] = [];
  for (const value of values) if (value != null) found.push(finite(value));
  return found;
}
