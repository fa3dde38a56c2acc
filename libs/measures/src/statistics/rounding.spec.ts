import fc from 'fast-check';
import { naiveRound } from '../../test/naive.js';
import { round, roundOrNull } from './rounding.js';

describe('round', () => {
  it.each([
    [1.005, 2, 1.01],
    [1.255, 2, 1.26],
    [8.345, 2, 8.35],
    [2.5, 0, 3],
    [-2.5, 0, -3],
    [-1.005, 2, -1.01],
    [0.5, 0, 1],
    [0.49999999999999994, 0, 0],
    [33.333333, 1, 33.3],
    [1e-7, 2, 0],
    [1.5e-7, 7, 2e-7],
    [123456789.125, 2, 123456789.13],
    [1e300, 2, 1e300],
    [1e21, 0, 1e21],
    [Number.MAX_VALUE, 15, Number.MAX_VALUE],
    [0, 4, 0],
  ])('%d to %i digits is %d', (value, digits, expected) => {
    expect(round(value, digits)).toBe(expected);
  });

  it('is never -0', () => {
    expect(Object.is(round(-0.001, 2), 0)).toBe(true);
    expect(Object.is(round(-0, 2), 0)).toBe(true);
  });

  it('is odd, idempotent and at most half a step away', () => {
    const values = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 5 }), (value, digits) => {
        const rounded = round(value, digits);
        expect(round(rounded, digits)).toBe(rounded);
        expect(round(-value, digits)).toBe(rounded === 0 ? 0 : -rounded);
        expect(Math.abs(rounded - value)).toBeLessThanOrEqual(0.5 * 10 ** -digits + 1e-6);
      }),
    );
  });

  it('is what rounding the text form is, near halves and anywhere', () => {
    const halves = fc
      .tuple(fc.integer({ min: 0, max: 2 ** 40 }), fc.integer({ min: 0, max: 6 }))
      .map(([steps, digits]) => Number(`${steps}5e-${digits + 1}`));
    const nearHalves = fc
      .tuple(halves, fc.constantFrom(-2, -1, 1, 2))
      .map(([half, off]) => half * (1 + off * Number.EPSILON));
    const values = fc.oneof(halves, nearHalves, fc.double({ min: 0, max: 1e17, noNaN: true }));
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 15 }), (value, digits) => {
        expect(round(value, digits)).toBe(naiveRound(value, digits));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    [NaN, 2],
    [Infinity, 2],
    [1, -1],
    [1, 16],
    [1, 1.5],
  ])('refuses %d to %d digits', (value, digits) => {
    expect(() => round(value, digits)).toThrow(RangeError);
  });

  it('leaves nothing measured as null', () => {
    expect(roundOrNull(null, 2)).toBeNull();
    expect(roundOrNull(0.125, 2)).toBe(0.13);
  });
});
