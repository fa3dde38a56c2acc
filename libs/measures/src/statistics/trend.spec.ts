import fc from 'fast-check';
import { trendOf } from './trend.js';

describe('trendOf', () => {
  it.each([
    [25, 20, 25, 'up'],
    [80, 100, -20, 'down'],
    [105, 100, 5, 'stable'],
    [95, 100, -5, 'stable'],
    [1.05, 1, 5, 'stable'],
    [105.01, 100, 5.01, 'up'],
    [94.99, 100, -5.01, 'down'],
    [105.004, 100, 5, 'stable'],
    [0, 0, 0, 'stable'],
    [0, 4, -100, 'down'],
    [4, 0, null, 'up'],
    [-4, 0, null, 'down'],
    [4, 3, 33.33, 'up'],
    [-10, -20, 50, 'up'],
    [null, 3, null, 'stable'],
    [3, null, null, 'stable'],
    [null, null, null, 'stable'],
    [1e300, 1e-300, null, 'up'],
  ] as const)(
    'from %p (now) against %p (before): %p %%, %s',
    (current, previous, change, trend) => {
      expect(trendOf(current, previous)).toEqual({
        current,
        previous,
        changePercentage: change,
        trend,
      });
    },
  );

  it('never contradicts itself and never leaves the finite', () => {
    const figures = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(figures, figures, (current, previous) => {
        const { changePercentage, trend } = trendOf(current, previous);
        if (changePercentage === null) return;
        expect(Number.isFinite(changePercentage)).toBe(true);
        const expected =
          Math.abs(changePercentage) <= 5 ? 'stable' : changePercentage > 0 ? 'up' : 'down';
        expect(trend).toBe(expected);
      }),
    );
  });

  it.each([
    [NaN, 1],
    [1, NaN],
    [Infinity, Infinity],
  ])('refuses %d against %d', (current, previous) => {
    expect(() => trendOf(current, previous)).toThrow(RangeError);
  });
});
