import { finite } from './finite.js';

/**
 * `value` to `digits` decimals (0 to 15), half away from zero, judged on the shortest decimal form of the number: 1.005 to two
 * digits is 1.01, -2.5 to none is -3. Never -0. A number too large
 * to be exact at that many digits comes back as it is.
 * @throws RangeError when the value is NaN or infinite, or `digits` is no whole number from 0 to 15.
 */
export function round(value: number, digits: number): number {
  if (!Number.isInteger(digits) || digits < 0 || digits > 15) {
    throw new RangeError('digits must be a whole number from 0 to 15');
  }
  const shifted = Math.round(shift(Math.abs(finite(value)), digits));
  if (!Number.isSafeInteger(shifted)) return value;
  return shifted === 0 ? 0 : Math.sign(value) * shift(shifted, -digits);
}

/** {@link round}, where nothing measured stays `null`. */
export function roundOrNull(value: number | null, digits: number): number | null {
  return value === null ? null : round(value, digits);
}

/** Moves the decimal point in the text form, since multiplying by a power of ten is itself inexact. */
function shift(value: number, places: number): number {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  return Number(`${mantissa}e${Number(exponent) + places}`);
}
