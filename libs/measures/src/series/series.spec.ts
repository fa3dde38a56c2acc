import fc from 'fast-check';
import { DAY_MS } from '../time/duration.js';
import { localDay } from '../time/local-day.js';
import { bucketsOf } from './bucket.js';
import { foldDays, foldPoints } from './series.js';

const zone = 'America/New_York';
const interval = { from: new Date('2025-02-20T13:00Z'), to: new Date('2025-04-02T09:00Z') };
const points = fc.array(
  fc.record({
    at: fc.date({
      min: new Date(interval.from.getTime() - 5 * DAY_MS),
      max: new Date(interval.to.getTime() + 5 * DAY_MS),
      noInvalidDate: true,
    }),
    value: fc.integer({ min: -1000, max: 1000 }),
  }),
);
const total = (values: readonly { value: number }[]) =>
  values.reduce((sum, { value }) => sum + value, 0);

describe('foldPoints', () => {
  it('fills an empty series with zeros', () => {
    const series = foldPoints(bucketsOf(interval, zone), []);
    expect(series).toHaveLength(42);
    expect(series.every(({ value }) => value === 0)).toBe(true);
    expect(foldPoints([], [{ at: new Date(), value: 1 }])).toEqual([]);
  });

  it('sums by local day what a plain recount sums, and nothing from outside', () => {
    fc.assert(
      fc.property(points, (all) => {
        const inside = all.filter(({ at }) => at >= interval.from && at < interval.to);
        const series = foldPoints(bucketsOf(interval, zone, 'day'), all);
        expect(total(series)).toBe(total(inside));
        for (const { date, value } of series) {
          expect(value).toBe(total(inside.filter(({ at }) => localDay(at, zone) === date)));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('refuses NaN', () => {
    const buckets = bucketsOf(interval, zone);
    expect(() => foldPoints(buckets, [{ at: interval.from, value: NaN }])).toThrow(RangeError);
  });
});

describe('foldDays', () => {
  const days = [
    ['2025-02-19', 100],
    ['2025-02-20', 1],
    ['2025-03-09', 2],
    ['2025-03-09', 3],
    ['2025-04-02', 4],
    ['2025-04-08', 100],
  ] as const;

  it('puts each day into its bucket, several into one sum, others nowhere', () => {
    const series = foldDays(bucketsOf(interval, zone, 'day'), days, 'day');
    expect(series.filter(({ value }) => value !== 0)).toEqual([
      { date: '2025-02-20', value: 1 },
      { date: '2025-03-09', value: 5 },
      { date: '2025-04-02', value: 4 },
    ]);
  });

  it('puts each day into its week', () => {
    const series = foldDays(bucketsOf(interval, zone, 'week'), days, 'week');
    expect(series.filter(({ value }) => value !== 0)).toEqual([
      { date: '2025-02-17', value: 101 },
      { date: '2025-03-03', value: 5 },
      { date: '2025-03-31', value: 4 },
    ]);
  });

  it('agrees with folding the points themselves over whole weeks', () => {
    const weeks = bucketsOf(
      { from: new Date('2025-02-17T05:00Z'), to: new Date('2025-04-07T04:00Z') },
      zone,
      'week',
    );
    fc.assert(
      fc.property(points, (all) => {
        const byDay = all.map(({ at, value }) => [localDay(at, zone), value] as const);
        expect(foldDays(weeks, byDay, 'week')).toEqual(foldPoints(weeks, all));
      }),
    );
  });

  it('refuses hours and NaN', () => {
    const hours = bucketsOf(interval, zone, 'hour');
    expect(() => foldDays(hours, days, 'day')).toThrow(/hours/);
    const buckets = bucketsOf(interval, zone, 'day');
    expect(() => foldDays(buckets, [['2025-03-01', Infinity]], 'day')).toThrow(RangeError);
  });
});
