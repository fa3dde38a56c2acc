import fc from 'fast-check';
import { type Session, bounceRateOf, sessionDuration, summariseSessions } from './sessions.js';

const session = (duration: number, pageViews: number): Session => ({
  start: new Date(1_000),
  last: new Date(1_000 + duration),
  pageViews,
});
const sessions = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 1e8 }), fc.integer({ min: 0, max: 4 }))
    .map(([duration, pageViews]) => session(duration, pageViews)),
);

describe('summariseSessions', () => {
  it('of none is all zero, and null where there is nothing to divide', () => {
    expect(summariseSessions([])).toEqual({
      count: 0,
      totalDuration: 0,
      averageDuration: null,
      pageViews: 0,
      bounces: 0,
      bounceRate: null,
    });
  });

  it('of one that bounced', () => {
    expect(summariseSessions([session(0, 1)])).toEqual({
      count: 1,
      totalDuration: 0,
      averageDuration: 0,
      pageViews: 1,
      bounces: 1,
      bounceRate: 1,
    });
  });

  it('leaves sessions without a page view out of the bounce rate, but not out of the durations', () => {
    const summary = summariseSessions([
      session(300, 0),
      session(100, 1),
      session(200, 5),
      session(0, 2),
    ]);
    expect(summary).toEqual({
      count: 4,
      totalDuration: 600,
      averageDuration: 150,
      pageViews: 8,
      bounces: 1,
      bounceRate: 0.3333,
    });
  });

  it('has no bounce rate when no session viewed a page', () => {
    expect(summariseSessions([session(10, 0)]).bounceRate).toBeNull();
  });

  it('agrees with a plain recount', () => {
    fc.assert(
      fc.property(sessions, (all) => {
        const summary = summariseSessions(all);
        const viewed = all.filter(({ pageViews }) => pageViews > 0).length;
        const bounced = all.filter(({ pageViews }) => pageViews === 1).length;
        expect(summary.count).toBe(all.length);
        expect(summary.bounces).toBe(bounced);
        if (viewed > 0) expect(summary.bounceRate).toBeCloseTo(bounced / viewed, 4);
        expect(summary.averageDuration ?? 0).toBeCloseTo(
          all.reduce(
            (sum, one) => sum + (one.last.getTime() - one.start.getTime()) / all.length,
            0,
          ),
          3,
        );
      }),
    );
  });

  it('refuses a session that ends before it starts, and what is no number', () => {
    expect(() => summariseSessions([session(-1, 1)])).toThrow(RangeError);
    expect(() => summariseSessions([session(1, -1)])).toThrow(RangeError);
    expect(() => summariseSessions([session(1, NaN)])).toThrow(RangeError);
    expect(() => sessionDuration({ start: new Date(NaN), last: new Date() })).toThrow(RangeError);
  });
});

describe('bounceRateOf', () => {
  it.each([
    [0, 0, null],
    [0, 5, 0],
    [3, 10, 0.3],
    [2, 3, 0.6667],
  ])('%i bounces of %i is %p', (bounces, viewed, expected) => {
    expect(bounceRateOf(bounces, viewed)).toBe(expected);
  });
});
