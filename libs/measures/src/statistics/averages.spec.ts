import fc from 'fast-check';
import { mean, percentage, quotient, ratio } from './averages.js';

describe('mean', () => {
  it.each([
    [[], null],
    [[null, undefined], null],
    [[0], 0],
    [[5], 5],
    [[1, 2, 3, 6], 3],
    [[4, null, 8, undefined], 6],
  ])('of %j is %p', (values, expected) => {
    expect(mean(values)).toBe(expected);
  });

  it('lies between the extremes', () => {
    const values = fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, (all) => {
        const slack = 1e-9 * Math.max(...all.map(Math.abs));
        expect(mean(all)).toBeGreaterThanOrEqual(Math.min(...all) - slack);
        expect(mean(all)).toBeLessThanOrEqual(Math.max(...all) + slack);
      }),
    );
  });

  it.each([NaN, Infinity, -Infinity])('refuses %d', (value) => {
    expect(() => mean([1, value])).toThrow(RangeError);
  });
});

describe('quotients', () => {
  it('of nothing are null, also of 0 by 0', () => {
    expect([quotient(0, 0), quotient(5, 0), ratio(1, 0), percentage(1, 0)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('too large for a number are null', () => {
    expect(quotient(Number.MAX_VALUE, Number.MIN_VALUE)).toBeNull();
  });

  it.each([
    [1, 3, 0.3333, 33.3],
    [2, 3, 0.6667, 66.7],
    [500, 1500, 0.3333, 33.3],
    [57, 200, 0.285, 28.5],
    [0, 7, 0, 0],
    [7, 7, 1, 100],
  ])('%i of %i is %d, or %d %%', (part, whole, fraction, percent) => {
    expect(ratio(part, whole)).toBe(fraction);
    expect(percentage(part, whole)).toBe(percent);
  });

  it('refuses NaN and infinities', () => {
    expect(() => quotient(NaN, 1)).toThrow(RangeError);
    expect(() => quotient(1, Infinity)).toThrow(RangeError);
  });
});
