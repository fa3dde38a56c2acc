import fc from 'fast-check';
import { SEGMENTS, segmentOf } from './segment.js';

describe('segmentOf', () => {
  it.each([
    ['first seen today', 0, 0, 1, 'new'],
    ['new however busy', 6, 0, 7, 'new'],
    ['a week old', 7, 0, 7, 'regular'],
    ['half of all days', 100, 0, 15, 'power_user'],
    ['one day short of that', 100, 0, 14, 'regular'],
    ['five days', 100, 13, 5, 'regular'],
    ['four days', 100, 13, 4, 'casual'],
    ['one visit ten days ago', 10, 10, 1, 'casual'],
    ['away for two weeks', 100, 14, 16, 'at_risk'],
    ['away for 29 days', 100, 29, 1, 'at_risk'],
    ['away for 30 days', 100, 30, 0, 'dormant'],
    ['one visit long ago', 400, 400, 0, 'dormant'],
  ] as const)('%s', (_, daysSinceFirst, daysSinceLast, activeDays, expected) => {
    expect(segmentOf({ daysSinceFirst, daysSinceLast, activeDays })).toBe(expected);
  });

  it('of a user never seen is null', () => {
    expect(segmentOf({ daysSinceFirst: null, daysSinceLast: null, activeDays: 0 })).toBeNull();
  });

  it('gives everyone exactly one segment', () => {
    const days = fc.nat({ max: 1000 });
    fc.assert(
      fc.property(days, days, fc.nat({ max: 30 }), (one, other, activeDays) => {
        const segment = segmentOf({
          daysSinceFirst: Math.max(one, other),
          daysSinceLast: Math.min(one, other),
          activeDays,
        });
        expect(SEGMENTS).toContain(segment);
      }),
    );
  });

  it.each([
    [-1, 0, 1],
    [20, -1, 1],
    [20, 1, -1],
    [NaN, 1, 1],
  ])('refuses %d, %d, %d', (daysSinceFirst, daysSinceLast, activeDays) => {
    expect(() => segmentOf({ daysSinceFirst, daysSinceLast, activeDays })).toThrow(RangeError);
  });
});
