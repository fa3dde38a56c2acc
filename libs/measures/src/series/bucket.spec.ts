import fc from 'fast-check';
import { CLOCK_CHANGES, ZONES } from '../../test/clock-changes.js';
import { walkHourChanges } from '../../test/naive.js';
import { DAY_MS, HOUR_MS } from '../time/duration.js';
import { type Interval, contains } from '../time/interval.js';
import { endOfLocalDay, localDay, startOfLocalDay } from '../time/local-day.js';
import { type Bucket, bucketIndexAt, bucketsOf, granularityOf } from './bucket.js';

const lasting = (length: number): Interval => ({ from: new Date(0), to: new Date(length) });
const between = (from: string, to: string): Interval => ({
  from: new Date(from),
  to: new Date(to),
});
const keys = (buckets: readonly Bucket[]) => buckets.map(({ key }) => key);
const intervals = fc
  .tuple(
    fc.date({ min: new Date('2011-11-01'), max: new Date('2036-01-01'), noInvalidDate: true }),
    fc.oneof(fc.integer({ min: 1, max: 3 * DAY_MS }), fc.integer({ min: 1, max: 400 * DAY_MS })),
  )
  .map(([from, length]) => ({ from, to: new Date(from.getTime() + length) }));

describe('granularityOf', () => {
  it.each([
    [1, 'hour'],
    [DAY_MS, 'hour'],
    [DAY_MS + HOUR_MS, 'hour'],
    [DAY_MS + HOUR_MS + 1, 'day'],
    [7 * DAY_MS, 'day'],
    [90 * DAY_MS, 'day'],
    [90 * DAY_MS + HOUR_MS, 'day'],
    [91 * DAY_MS, 'week'],
    [365 * DAY_MS, 'week'],
  ])('%i ms is by %s', (length, expected) => {
    expect(granularityOf(lasting(length))).toBe(expected);
  });

  it('keeps a local day of 25 hours hourly', () => {
    const day = {
      from: startOfLocalDay('2025-10-26', 'Europe/Berlin'),
      to: endOfLocalDay('2025-10-26', 'Europe/Berlin'),
    };
    expect(granularityOf(day)).toBe('hour');
    expect(bucketsOf(day, 'Europe/Berlin')).toHaveLength(25);
  });
});

describe('bucketsOf', () => {
  it('partitions the interval, whatever the zone, length and granularity', () => {
    const granularities = fc.constantFrom('hour', 'day', 'week', undefined);
    fc.assert(
      fc.property(intervals, fc.constantFrom(...ZONES), granularities, (interval, zone, step) => {
        const buckets = bucketsOf(interval, zone, step);
        expect(buckets[0]?.from).toEqual(interval.from);
        expect(buckets.at(-1)?.to).toEqual(interval.to);
        const gaps = buckets.filter(
          (b, i) => i > 0 && buckets[i - 1]?.to.getTime() !== b.from.getTime(),
        );
        expect(gaps).toEqual([]);
        expect(buckets.filter(({ from, to }) => from >= to)).toEqual([]);
        expect(new Set(keys(buckets)).size).toBe(buckets.length);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['hour', 'day'],
    ['day', 'week'],
  ] as const)('has each %s wholly in one %s', (short, long) => {
    fc.assert(
      fc.property(intervals, fc.constantFrom(...ZONES), (interval, zone) => {
        const longs = bucketsOf(interval, zone, long);
        const places = bucketsOf(interval, zone, short).map(({ from, to }) => [
          bucketIndexAt(longs, from),
          bucketIndexAt(longs, new Date(to.getTime() - 1)),
        ]);
        expect(places.filter(([first, last]) => first === -1 || first !== last)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it.each(CLOCK_CHANGES)(
    'ends an hour wherever the clock does, in %s from %s to %s',
    (zone, from, to) => {
      const starts = bucketsOf(between(from, to), zone, 'hour').map((hour) => hour.from.getTime());
      const changes = walkHourChanges(zone, `${from}T00:00Z`, `${to}T00:00Z`);
      expect(starts).toEqual(expect.arrayContaining(changes));
      // Besides: the cut start, and a repeated half hour, where the number on the clock stays.
      expect(starts.length - changes.length).toBeLessThanOrEqual(2);
    },
  );

  it('tells the two hours of an autumn night apart', () => {
    const night = between('2025-11-02T05:00Z', '2025-11-02T07:00Z');
    expect(keys(bucketsOf(night, 'America/New_York'))).toEqual([
      '2025-11-02T01:00:00-04:00',
      '2025-11-02T01:00:00-05:00',
    ]);
  });

  it('keys an hour by its natural start, also when the interval cuts it', () => {
    const [only, ...others] = bucketsOf(between('2025-01-01T00:20Z', '2025-01-01T00:40Z'), 'UTC');
    expect(others).toEqual([]);
    expect(only).toEqual({
      key: '2025-01-01T00:00:00+00:00',
      ...between('2025-01-01T00:20Z', '2025-01-01T00:40Z'),
    });
    const kathmandu = bucketsOf(
      between('2025-01-01T00:00Z', '2025-01-01T00:30Z'),
      'Asia/Kathmandu',
    );
    expect(keys(kathmandu)).toEqual(['2025-01-01T05:00:00+05:45', '2025-01-01T06:00:00+05:45']);
  });

  it('starts weeks on Monday', () => {
    const weeks = bucketsOf(between('2025-01-01', '2025-01-14'), 'UTC', 'week');
    expect(keys(weeks)).toEqual(['2024-12-30', '2025-01-06', '2025-01-13']);
  });

  it('leaves out the day that Samoa skipped', () => {
    const days = bucketsOf(
      between('2011-12-29T10:00Z', '2012-01-01T10:00Z'),
      'Pacific/Apia',
      'day',
    );
    expect(keys(days)).toEqual(['2011-12-29', '2011-12-31', '2012-01-01']);
  });

  it('has no bucket for an empty interval', () => {
    for (const step of ['hour', 'day', 'week'] as const) {
      expect(bucketsOf(lasting(0), 'Asia/Kolkata', step)).toEqual([]);
    }
  });
});

describe('bucketIndexAt', () => {
  it('finds what a scan finds, and the day bucket is that of the local day', () => {
    fc.assert(
      fc.property(
        intervals,
        fc.constantFrom(...ZONES),
        fc.double({ min: -0.2, max: 1.2, noNaN: true }),
        (interval, zone, where) => {
          const buckets = bucketsOf(interval, zone, 'day');
          const length = interval.to.getTime() - interval.from.getTime();
          const instant = new Date(Math.round(interval.from.getTime() + where * length));
          const index = bucketIndexAt(buckets, instant);
          expect(index).toBe(buckets.findIndex((bucket) => contains(bucket, instant)));
          if (index >= 0) expect(buckets[index]?.key).toBe(localDay(instant, zone));
        },
      ),
    );
  });

  it('finds nothing among none', () => {
    expect(bucketIndexAt([], new Date())).toBe(-1);
  });
});
