import fc from 'fast-check';
import { CLOCK_CHANGES, ZONES } from '../../test/clock-changes.js';
import { walkDays, wallClock } from '../../test/naive.js';
import { DAY_MS, HOUR_MS } from './duration.js';
import { lengthOf } from './interval.js';
import { endOfLocalDay, localDay, localDaysOf, startOfLocalDay } from './local-day.js';

const zones = fc.constantFrom(...ZONES);
const instants = fc.date({
  min: new Date('2012-01-01'),
  max: new Date('2037-01-01'),
  noInvalidDate: true,
});

describe('local days', () => {
  it.each([
    ['Europe/Berlin', '2025-03-30', '2025-03-29T23:00:00.000Z', 23],
    ['Europe/Berlin', '2025-10-26', '2025-10-25T22:00:00.000Z', 25],
    ['America/New_York', '2025-03-09', '2025-03-09T05:00:00.000Z', 23],
    ['Australia/Lord_Howe', '2025-04-06', '2025-04-05T13:00:00.000Z', 24.5],
    ['Australia/Lord_Howe', '2025-10-05', '2025-10-04T13:30:00.000Z', 23.5],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z', 23],
    ['America/Sao_Paulo', '2018-02-17', '2018-02-17T02:00:00.000Z', 25],
    ['Asia/Kathmandu', '2025-01-01', '2024-12-31T18:15:00.000Z', 24],
    ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00.000Z', 24],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z', 0],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z', 24],
  ])('in %s, %s starts at %s and has %d hours', (zone, day, start, hours) => {
    const from = startOfLocalDay(day, zone);
    expect(from.toISOString()).toBe(start);
    expect(lengthOf({ from, to: endOfLocalDay(day, zone) })).toBe(hours * HOUR_MS);
  });

  describe.each(CLOCK_CHANGES)('in %s from %s to %s', (zone, from, to) => {
    const naive = walkDays(zone, `${from}T00:00Z`, `${to}T00:00Z`);

    it('each day starts at the minute at which a minute-by-minute walk first meets it', () => {
      const [, ...whole] = naive;
      for (const [day, at] of whole)
        expect([day, startOfLocalDay(day, zone).getTime()]).toEqual([day, at]);
    });

    it('lists the days that the walk meets', () => {
      const interval = { from: new Date(`${from}T00:00Z`), to: new Date(`${to}T00:00Z`) };
      expect(localDaysOf(interval, zone)).toEqual([...naive.keys()]);
    });

    it('names the day that the wall clock shows', () => {
      const clock = wallClock(zone);
      for (let at = Date.parse(from); at < Date.parse(to); at += 17 * 60_000) {
        expect(localDay(new Date(at), zone)).toBe(clock(at).day);
      }
    });
  });

  it('an instant lies within its own day', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const day = localDay(instant, zone);
        expect(startOfLocalDay(day, zone).getTime()).toBeLessThanOrEqual(instant.getTime());
        expect(endOfLocalDay(day, zone).getTime()).toBeGreaterThan(instant.getTime());
      }),
    );
  });

  it('a year has 365 or 366 days in every zone, in order and once each', () => {
    for (const zone of ZONES) {
      const days = localDaysOf(
        { from: startOfLocalDay('2024-01-01', zone), to: startOfLocalDay('2025-01-01', zone) },
        zone,
      );
      expect(days).toHaveLength(366);
      expect(days).toEqual([...new Set(days)].sort());
    }
  });

  it('touches no day when empty, one for a millisecond, two across midnight', () => {
    const midnight = startOfLocalDay('2025-01-02', 'Asia/Kolkata');
    const at = (shift: number) => new Date(midnight.getTime() + shift);
    expect(localDaysOf({ from: midnight, to: midnight }, 'Asia/Kolkata')).toEqual([]);
    expect(localDaysOf({ from: at(DAY_MS), to: midnight }, 'Asia/Kolkata')).toEqual([]);
    expect(localDaysOf({ from: midnight, to: at(1) }, 'Asia/Kolkata')).toEqual(['2025-01-02']);
    expect(localDaysOf({ from: at(-1), to: midnight }, 'Asia/Kolkata')).toEqual(['2025-01-01']);
    expect(localDaysOf({ from: at(-1), to: at(1) }, 'Asia/Kolkata')).toHaveLength(2);
  });

  it('refuses an impossible day and an unknown zone', () => {
    expect(() => startOfLocalDay('2025-02-29', 'UTC')).toThrow(RangeError);
    expect(() => startOfLocalDay('2025-02-28', 'Nowhere')).toThrow(/IANA/);
    expect(() => localDay(new Date(NaN), 'UTC')).toThrow(RangeError);
  });
});
