import fc from 'fast-check';
import { compareCounts } from './counts.js';
import { twoSidedT } from './student-t.js';

const DAY = 86_400_000;
const days = (counts: number[]) => counts.map((count) => ({ count, length: DAY }));
const week = (count: number) => days(Array.from({ length: 7 }, () => count));

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const squares = (values: number[]) =>
  values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0);

/** Student's pooled test of the days, or Poisson's variance where the days vary less than that. */
const pooled = (a: number[], b: number[]): number => {
  const degrees = a.length + b.length - 2;
  const variance = Math.max((squares(a) + squares(b)) / degrees, mean([...a, ...b]));
  const error = Math.sqrt(variance * (1 / a.length + 1 / b.length));
  return twoSidedT((mean(a) - mean(b)) / error, degrees);
};

describe('compareCounts', () => {
  it('agrees with the pooled test of equally long days', () => {
    const counts = fc.array(fc.nat(60), { minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const p = compareCounts(days(a), days(b));
        if ([...a, ...b].reduce((sum, count) => sum + count, 0) < 20) return expect(p).toBeNull();
        expect(p).toBeCloseTo(pooled(a, b), 6);
      }),
    );
  });

  it('takes both periods alike, and always answers with a probability', () => {
    const bucket = fc.record({ count: fc.nat(500), length: fc.integer({ min: 1, max: 7 * DAY }) });
    const periods = fc.array(bucket, { maxLength: 40 });
    fc.assert(
      fc.property(periods, periods, (a, b) => {
        const p = compareCounts(a, b);
        expect(compareCounts(b, a)).toEqual(p === null ? null : expect.closeTo(p, 12));
        if (p === null) return;
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('doubts a change the more the days vary', () => {
    const steady = compareCounts(week(20), week(10)) ?? NaN;
    const bursts = compareCounts(days([140, 0, 0, 0, 0, 0, 0]), week(10)) ?? NaN;
    expect(steady).toBeLessThan(0.001);
    expect(bursts).toBeGreaterThan(0.1);
  });

  it('compares rates when one period is longer', () => {
    expect(compareCounts(week(10), [...week(10), ...week(10)])).toBeCloseTo(1, 9);
  });

  it.each([
    ['nothing at all', week(0), week(0)],
    ['19 things', week(0), days([19, 0, 0, 0, 0, 0, 0])],
    ['too few blocks', days([30, 30]), days([10, 10, 10])],
    [
      'an hour against an hour',
      [{ count: 90, length: DAY / 24 }],
      [{ count: 1, length: DAY / 24 }],
    ],
    ['a period without time', week(9), []],
  ])('is silent about %s', (_case, current, previous) => {
    expect(compareCounts(current, previous)).toBeNull();
  });

  it('refuses a count that is none', () => {
    expect(() => compareCounts(week(NaN), week(1))).toThrow(RangeError);
    expect(() => compareCounts(week(-1), week(1))).toThrow(RangeError);
  });
});
