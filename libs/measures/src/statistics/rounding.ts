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
  const scale = 10 ** digits;
  const steps = stepsOf(Math.abs(finite(value)), digits, scale);
  if (!Number.isSafeInteger(steps)) return value;
  return steps === 0 ? 0 : (Math.sign(value) * steps) / scale;
}

/** More than a product can be off by, as a fraction of it: half a unit of its last bit, and as much again for the value's. */
const INEXACT = 2 * Number.EPSILON;

/** {@link round}, where nothing measured stays `null`. */
export function roundOrNull(value: number | null, digits: number): number | null {
  return value === null ? null : round(value, digits);
}

/**
 * How many steps of the last decimal a value is. Multiplying is inexact, so near a half, where that may decide, the decimal point
 * is moved in the text form.
 */
function stepsOf(value: number, digits: number, scale: number): number {
  const product = value * scale;
  const fromHalf = Math.abs(product - Math.floor(product) - 0.5);
  if (fromHalf > product * INEXACT) return Math.round(product);
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  return Math.round(Number(`${mantissa}e${Number(exponent) + digits}`));
}
