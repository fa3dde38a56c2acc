import fc from 'fast-check';
import { naivePercentile } from '../../test/naive.js';
import { p75, percentile } from './percentile.js';

const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

describe('percentile', () => {
  // The worked examples of the nearest-rank method in Wikipedia's "Percentile".
  it.each([
    [[15, 20, 35, 40, 50], 0.05, 15],
    [[15, 20, 35, 40, 50], 0.3, 20],
    [[15, 20, 35, 40, 50], 0.4, 20],
    [[15, 20, 35, 40, 50], 0.5, 35],
    [[15, 20, 35, 40, 50], 1, 50],
    [[3, 6, 7, 8, 8, 10, 13, 15, 16, 20], 0.25, 7],
    [[3, 6, 7, 8, 8, 10, 13, 15, 16, 20], 0.5, 8],
    [[3, 6, 7, 8, 8, 10, 13, 15, 16, 20], 0.75, 15],
    [[3, 6, 7, 8, 8, 9, 10, 13, 15, 16, 20], 0.75, 15],
  ])('of %j at %d is %d', (values, q, expected) => {
    expect(percentile(values, q)).toBe(expected);
  });

  it('at 0 is the smallest, and is not fooled by binary fractions', () => {
    expect(percentile(hundred, 0)).toBe(1);
    expect(percentile(hundred, 0.07)).toBe(7);
    expect(percentile(hundred, 0.29)).toBe(29);
    expect(percentile(hundred, 0.95)).toBe(95);
  });

  it('of nothing is null, of one is that one', () => {
    expect(p75([])).toBeNull();
    expect(p75([null, undefined])).toBeNull();
    expect(p75([0])).toBe(0);
    expect(percentile([42], 0)).toBe(42);
  });

  it('sorts numbers as numbers and leaves its input alone', () => {
    const values = [100, 9, 80, 7];
    expect(p75(values)).toBe(80);
    expect(values).toEqual([100, 9, 80, 7]);
  });

  it('is what trying each value finds, and skips the missing', () => {
    const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), {
      minLength: 1,
      maxLength: 60,
    });
    const quantiles = fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(values, quantiles, (all, q) => {
        expect(percentile([null, ...all, undefined], q)).toBeCloseTo(naivePercentile(all, q), 12);
      }),
    );
  });

  it.each([-0.01, 1.01, NaN, 75])('refuses the quantile %d', (q) => {
    expect(() => percentile([1], q)).toThrow(RangeError);
  });

  it('refuses NaN', () => {
    expect(() => p75([1, NaN])).toThrow(RangeError);
  });
});
