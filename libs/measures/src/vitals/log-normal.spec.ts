import fc from 'fast-check';
import { erf, logNormalScore } from './log-normal.js';
import { SCORE_CURVES } from './performance-score.js';

const curves = [...Object.values(SCORE_CURVES.mobile), ...Object.values(SCORE_CURVES.desktop)];

describe('logNormalScore', () => {
  // The points Lighthouse publishes for its curve in shared/test/statistics-test.js (desmos.com/calculator/ywkivb78cd).
  const points = { p10: 3785, median: 7300 };

  it.each([
    [0, 1],
    [-100_000, 1],
    [3785, 0.9],
    [7300, 0.5],
    [1_000_000, 0],
  ])('at %d is exactly %d', (value, score) => {
    expect(logNormalScore(points, value)).toBe(score);
  });

  it.each([
    [1000, 1],
    [2500, 0.98],
    [5000, 0.77],
    [7500, 0.48],
    [10_000, 0.27],
    [30_000, 0],
  ])('at %d is %d to two decimals', (value, score) => {
    expect(logNormalScore(points, value)).toBeCloseTo(score, 2);
  });

  it.each(curves)(
    'of %j is 0.9 at p10 and 0.5 at the median, and in its class on either side',
    (curve) => {
      const { p10, median } = curve;
      expect(logNormalScore(curve, p10)).toBe(0.9);
      expect(logNormalScore(curve, median)).toBe(0.5);
      expect(logNormalScore(curve, p10 * (1 + 1e-12))).toBeLessThan(0.9);
      expect(logNormalScore(curve, median * (1 + 1e-12))).toBeLessThan(0.5);
    },
  );

  it('is the survival function of the log-normal distribution, by numerical integration', () => {
    const sigma = Math.log(points.median / points.p10) / 1.2815515655446004; // the normal quantile of 0.9
    for (const value of [500, 2000, 3000, 5000, 6500, 9000, 15_000]) {
      const z = Math.log(value / points.median) / sigma;
      expect(logNormalScore(points, value)).toBeCloseTo(1 - normalBelow(z), 6);
    }
  });

  it('never rises with the value, and stays within 0 and 1', () => {
    const value = fc.double({ min: -1, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...curves), value, value, (curve, one, other) => {
        const better = logNormalScore(curve, Math.min(one, other));
        const worse = logNormalScore(curve, Math.max(one, other));
        expect(better).toBeGreaterThanOrEqual(worse);
        expect(better).toBeLessThanOrEqual(1);
        expect(worse).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('falls along a fine grid', () => {
    for (const curve of curves) {
      const scores = Array.from({ length: 5000 }, (_, i) =>
        logNormalScore(curve, (i / 1000) * curve.median),
      );
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }
  });

  it.each([NaN, Infinity])('refuses %d', (value) => {
    expect(() => logNormalScore(points, value)).toThrow(RangeError);
  });
});

describe('erf', () => {
  // Abramowitz and Stegun, table 7.1.
  it.each([
    [0, 0],
    [0.1, 0.1124629],
    [0.5, 0.5204999],
    [1, 0.8427008],
    [1.5, 0.9661051],
    [2, 0.9953223],
    [-1, -0.8427008],
  ])('of %d is %d', (x, expected) => {
    expect(Math.abs(erf(x) - expected)).toBeLessThanOrEqual(2e-7);
  });
});

/** Φ(z) by the trapezoid rule. */
function normalBelow(z: number): number {
  const steps = 20_000;
  const width = (z + 10) / steps;
  let area = 0;
  for (let step = 0; step <= steps; step += 1) {
    const x = -10 + step * width;
    area += (step === 0 || step === steps ? 0.5 : 1) * Math.exp((-x * x) / 2);
  }
  return (area * width) / Math.sqrt(2 * Math.PI);
}
