import fc from 'fast-check';
import {
  type ScoredVitals,
  formFactorOf,
  meanScore,
  performanceScore,
} from './performance-score.js';

const maybe = (max: number) => fc.option(fc.double({ min: 0, max, noNaN: true }));
const measurements: fc.Arbitrary<ScoredVitals> = fc.record({
  fcp: maybe(20_000),
  lcp: maybe(30_000),
  tbt: maybe(10_000),
  cls: maybe(5),
});
const formFactors = fc.constantFrom('mobile', 'desktop');

describe('performanceScore', () => {
  it.each([
    ['mobile at p10', { fcp: 1800, lcp: 2500, tbt: 200, cls: 0.1 }, 'mobile', 90],
    ['mobile at the medians', { fcp: 3000, lcp: 4000, tbt: 600, cls: 0.25 }, 'mobile', 50],
    ['desktop at p10', { fcp: 934, lcp: 1200, tbt: 150, cls: 0.1 }, 'desktop', 90],
    ['desktop at the medians', { fcp: 1600, lcp: 2400, tbt: 350, cls: 0.25 }, 'desktop', 50],
    ['a perfect page', { fcp: 0, lcp: 0, tbt: 0, cls: 0 }, 'mobile', 100],
    ['a hopeless page', { fcp: 1e6, lcp: 1e6, tbt: 1e6, cls: 1e3 }, 'desktop', 0],
    ['one vital', { lcp: 2400 }, 'desktop', 50],
    ['missing vitals', { fcp: null, lcp: 4000, tbt: undefined, cls: null }, 'mobile', 50],
    ['LCP perfect, TBT at median: (25 · 1 + 30 · 0.5) / 55', { lcp: 0, tbt: 600 }, 'mobile', 72.73],
    [
      'FCP at p10, rest perfect: (9 + 80) / 90',
      { fcp: 1800, lcp: 0, tbt: 0, cls: 0 },
      'mobile',
      98.89,
    ],
    ['TBT hopeless, rest perfect: 60 / 90', { fcp: 0, lcp: 0, tbt: 1e6, cls: 0 }, 'mobile', 66.67],
  ] as const)('of %s', (_, vitals, formFactor, expected) => {
    expect(performanceScore(vitals, formFactor)).toBe(expected);
  });

  it('is null when no vital is there', () => {
    expect(performanceScore({}, 'mobile')).toBeNull();
    expect(performanceScore({ fcp: null, cls: undefined }, 'desktop')).toBeNull();
  });

  it('stays within 0 and 100', () => {
    fc.assert(
      fc.property(measurements, formFactors, (vitals, formFactor) => {
        const score = performanceScore(vitals, formFactor) ?? 0;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('never rises when a vital gets worse', () => {
    const vital = fc.constantFrom('fcp', 'lcp', 'tbt', 'cls');
    fc.assert(
      fc.property(
        measurements,
        vital,
        formFactors,
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        (vitals, name, device, more) => {
          const worse = { ...vitals, [name]: (vitals[name] ?? 0) + more };
          const same = { ...vitals, [name]: vitals[name] ?? 0 };
          expect(performanceScore(worse, device)).toBeLessThanOrEqual(
            performanceScore(same, device) ?? NaN,
          );
        },
      ),
    );
  });

  it('refuses NaN, and names the vital', () => {
    expect(() => performanceScore({ lcp: NaN }, 'mobile')).toThrow(/lcp/);
  });
});

describe('meanScore', () => {
  it.each([
    [[], null],
    [[null], null],
    [[80], 80],
    [[80, null, 91], 85.5],
    [[1, 1, 2], 1.33],
  ])('of %j is %p', (scores, expected) => {
    expect(meanScore(scores)).toBe(expected);
  });
});

describe('formFactorOf', () => {
  it.each([
    ['mobile', 'mobile'],
    ['Mobile', 'mobile'],
    ['phone', 'mobile'],
    ['smartphone', 'mobile'],
    ['TABLET', 'mobile'],
    ['desktop', 'desktop'],
    ['smarttv', 'desktop'],
    ['', 'desktop'],
    [null, 'desktop'],
    [undefined, 'desktop'],
  ])('%p is judged as %s', (device, expected) => {
    expect(formFactorOf(device)).toBe(expected);
  });
});
