import fc from 'fast-check';
import { meanSeconds, sumSessions, varianceSeconds } from './session-totals.js';

const totalsOf = (durations: number[]) =>
  sumSessions(
    durations.map((ms) => ({
      sessions: 1,
      durationMs: BigInt(ms),
      squaredMs: BigInt(ms) ** 2n,
      viewed: 0,
      bounces: 0,
    })),
  );

const variance = (values: number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
};

describe('session totals', () => {
  it.each([
    [[], null, null],
    [[1500], 1.5, null],
    [[1000, 2000], 1.5, 0.5],
    [[7, 7, 7], 0.007, 0],
  ])('of %j ms have mean %p s and variance %p s²', (durations, mean, spread) => {
    const totals = totalsOf(durations);
    expect([meanSeconds(totals), varianceSeconds(totals)]).toEqual([mean, spread]);
  });

  it('keep a small variance of long durations', () => {
    const year = 365 * 86_400_000;
    expect(varianceSeconds(totalsOf([year, year + 1, year + 2]))).toBeCloseTo(1e-6, 15);
  });

  it('agree with the textbook', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e9), { minLength: 2, maxLength: 50 }), (durations) => {
        const expected = variance(durations.map((ms) => ms / 1000));
        const found = varianceSeconds(totalsOf(durations)) ?? NaN;
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * (1 + expected));
      }),
    );
  });
});
