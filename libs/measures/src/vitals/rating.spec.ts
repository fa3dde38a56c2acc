import { type Vital, ratingOf } from './rating.js';

const STEP = 0.001;

describe('ratingOf', () => {
  it.each<[Vital, number, number]>([
    ['lcp', 2500, 4000],
    ['inp', 200, 500],
    ['fid', 100, 300],
    ['cls', 0.1, 0.25],
    ['fcp', 1800, 3000],
    ['ttfb', 800, 1800],
    ['tbt', 200, 600],
    ['load', 3800, 7300],
  ])('%s is good up to %d and poor beyond %d', (vital, good, poor) => {
    const ratings = [0, good, good + STEP, poor, poor + STEP].map((value) =>
      ratingOf(vital, value),
    );
    expect(ratings).toEqual(['good', 'good', 'needs-improvement', 'needs-improvement', 'poor']);
  });

  it('of what was not measured is null', () => {
    expect(ratingOf('lcp', null)).toBeNull();
    expect(ratingOf('lcp', undefined)).toBeNull();
  });

  it('refuses NaN', () => {
    expect(() => ratingOf('cls', NaN)).toThrow(/cls/);
  });
});
