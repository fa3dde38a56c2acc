import fc from 'fast-check';
import { twoSidedT } from './student-t.js';

/** The tails by Simpson's rule over the density, after x = tan u, which brings infinity near. */
const integrated = (t: number, df: number): number => {
  const density = (u: number) => (1 + Math.tan(u) ** 2 / df) ** (-(df + 1) / 2) / Math.cos(u) ** 2;
  const simpson = (from: number, to: number, steps = 20_000) => {
    const h = (to - from) / steps;
    let sum = 0;
    for (let i = 0; i <= steps; i += 1) {
      sum += density(from + i * h) * (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2);
    }
    return (sum * h) / 3;
  };
  const end = Math.PI / 2 - 1e-6;
  return simpson(Math.atan(Math.abs(t)), end) / simpson(0, end);
};

describe('twoSidedT', () => {
  it.each([
    [2.228, 10, 0.05],
    [3.169, 10, 0.01],
    [4.587, 10, 0.001],
    [2.776, 4, 0.05],
    [1.96, 1e9, 0.05],
    [0, 5, 1],
  ])('of %d with %d degrees of freedom is as in the tables', (t, df, p) => {
    expect(twoSidedT(t, df)).toBeCloseTo(p, 4);
  });

  it('agrees with the integrated density', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 8, noNaN: true }),
        fc.integer({ min: 3, max: 200 }),
        (t, df) => {
          const expected = integrated(t, df);
          expect(Math.abs(twoSidedT(t, df) - expected)).toBeLessThan(1e-5 * expected + 1e-12);
        },
      ),
      { numRuns: 40 },
    );
  });
});
