import fc from 'fast-check';
import { MINUTE_MS } from '../time/duration.js';
import { ENGAGEMENT_TERMS, type Engagement, engagementScore } from './engagement-score.js';

const none: Engagement = {
  sessions: 0,
  sessionDuration: 0,
  pageViews: 0,
  activeDays: 0,
  periodDays: 30,
};
const counts = fc.integer({ min: 0, max: 100_000 });
const engagements = fc
  .record({
    sessions: counts,
    sessionDuration: counts.map((m) => m * 1000),
    pageViews: counts,
    activeDays: fc.integer({ min: 0, max: 30 }),
  })
  .map((figures): Engagement => ({ ...figures, periodDays: 30 }));

describe('engagementScore', () => {
  it('has weights that add up to one', () => {
    const weights = Object.values(ENGAGEMENT_TERMS).map(({ weight }) => weight);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it.each<[string, Partial<Engagement>, number]>([
    ['nobody', {}, 0],
    ['an empty period', { periodDays: 0 }, 0],
    // Every term at its half: 1.5 sessions an active day, 5 minutes and 4 pages a session, a quarter of the days.
    [
      'one at every half',
      {
        sessions: 15,
        sessionDuration: 75 * MINUTE_MS,
        pageViews: 60,
        activeDays: 10,
        periodDays: 40,
      },
      5,
    ],
    // 10 · (0.2 · (1 − 2^(−2/1.5)) + 0.3 · (1 − 2^−2) + 0.2 · (1 − 2^−2) + 0.3 · (1 − 2^−4))
    [
      'a daily user',
      { sessions: 60, sessionDuration: 600 * MINUTE_MS, pageViews: 480, activeDays: 30 },
      7.77,
    ],
    // 10 · (0.2 · (1 − 2^(−1/1.5)) + 0.2 · (1 − 2^−0.25) + 0.3 · (1 − 2^(−4/30)))
    ['one bounce', { sessions: 1, pageViews: 1, activeDays: 1 }, 1.32],
  ])('of %s', (_, figures, expected) => {
    expect(engagementScore({ ...none, ...figures })).toBe(expected);
  });

  it('stays within 0 and 10', () => {
    fc.assert(
      fc.property(engagements, (engagement) => {
        expect(engagementScore(engagement)).toBeGreaterThanOrEqual(0);
        expect(engagementScore(engagement)).toBeLessThanOrEqual(10);
      }),
    );
  });

  it('never falls when a user stays longer or views more', () => {
    fc.assert(
      fc.property(engagements, counts, (engagement, more) => {
        const score = engagementScore(engagement);
        const { sessionDuration, pageViews } = engagement;
        expect(
          engagementScore({ ...engagement, sessionDuration: sessionDuration + more }),
        ).toBeGreaterThanOrEqual(score);
        expect(
          engagementScore({ ...engagement, pageViews: pageViews + more }),
        ).toBeGreaterThanOrEqual(score);
      }),
    );
  });

  it.each(['sessions', 'sessionDuration', 'pageViews', 'activeDays', 'periodDays'] as const)(
    'refuses a negative or unreal %s',
    (figure) => {
      for (const value of [-1, NaN, Infinity]) {
        expect(() => engagementScore({ ...none, [figure]: value })).toThrow(RangeError);
      }
    },
  );
});
