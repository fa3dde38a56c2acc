import fc from 'fast-check';
import { compareMeans } from './means.js';

const sampleOf = (values: number[]) => {
  const value = values.reduce((sum, one) => sum + one, 0) / values.length;
  const squares = values.reduce((sum, one) => sum + (one - value) ** 2, 0);
  return { value, observations: values.length, variance: squares / (values.length - 1) };
};

/** Student's sleep data, which R documents `t.test` with. */
const SLEEP = [
  [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
  [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
] as const;

describe('compareMeans', () => {
  it('gives what R gives for the sleep data', () => {
    const [a, b] = SLEEP.map((values) => sampleOf([...values]));
    if (!a || !b) throw new Error('no samples');
    expect(compareMeans(a, b)).toBeCloseTo(0.07939, 4);
  });

  it('does not depend on unit, origin or order', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 7, maxLength: 40 });
    fc.assert(
      fc.property(values, values, fc.integer({ min: 1, max: 9 }), (a, b, unit) => {
        const p = compareMeans(sampleOf(a), sampleOf(b)) ?? NaN;
        const moved = (list: number[]) => sampleOf(list.map((value) => value * unit + 17));
        expect(compareMeans(moved(b), moved(a))).toBeCloseTo(p, 6);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('takes values without variance for no more than they are', () => {
    const constant = (value: number, observations: number) => ({
      value,
      observations,
      variance: 0,
    });
    expect(compareMeans(constant(5, 7), constant(8, 7))).toBeCloseTo(2 / 3432, 9);
    expect(compareMeans(constant(5, 7), constant(5, 7))).toBe(1);
  });

  it.each([
    ['six values', { value: 1, observations: 6, variance: 1 }],
    ['no values', { value: null, observations: 0, variance: null }],
    ['values of unknown variance', { value: 1, observations: 50, variance: null }],
  ])('is silent about %s', (_case, few) => {
    const enough = { value: 100, observations: 50, variance: 1 };
    expect(compareMeans(few, enough)).toBeNull();
    expect(compareMeans(enough, few)).toBeNull();
  });

  it('refuses what is no number', () => {
    const good = { value: 1, observations: 9, variance: 1 };
    expect(() => compareMeans({ ...good, value: NaN }, good)).toThrow(RangeError);
    expect(() => compareMeans({ ...good, variance: -1 }, good)).toThrow(RangeError);
  });
});
