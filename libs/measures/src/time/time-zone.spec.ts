import { blamedBy } from '../../test/blame.js';
import { HOUR_MS, MINUTE_MS } from './duration.js';
import { PeriodError } from './period-error.js';
import { assertTimeZone, isTimeZone, offsetAt, transitionIn } from './time-zone.js';

describe('time zones', () => {
  it.each([
    ['UTC', '2025-07-01T00:00Z', 0],
    ['Europe/London', '2025-01-01T00:00Z', 0],
    ['Asia/Kolkata', '2025-07-01T00:00Z', 5 * 60 + 30],
    ['Asia/Kathmandu', '2025-07-01T00:00Z', 5 * 60 + 45],
    ['America/St_Johns', '2025-01-01T00:00Z', -(3 * 60 + 30)],
    ['America/New_York', '2025-03-09T06:59:59.999Z', -5 * 60],
    ['America/New_York', '2025-03-09T07:00Z', -4 * 60],
    ['Australia/Lord_Howe', '2025-01-01T00:00Z', 11 * 60],
    ['Australia/Lord_Howe', '2025-07-01T00:00Z', 10 * 60 + 30],
    ['Pacific/Kiritimati', '2025-07-01T00:00Z', 14 * 60],
    ['Pacific/Apia', '2011-12-30T09:59:59Z', -10 * 60],
    ['Pacific/Apia', '2011-12-30T10:00Z', 14 * 60],
  ])('%s is ahead of UTC at %s by %i minutes', (zone, at, minutes) => {
    expect(offsetAt(Date.parse(at), zone)).toBe(minutes * MINUTE_MS);
  });

  it('knows local mean time to the second', () => {
    expect(offsetAt(Date.parse('1883-01-01T00:00Z'), 'America/New_York')).toBe(
      -(4 * HOUR_MS + 56 * MINUTE_MS + 2_000),
    );
  });

  it.each(['Europe/Berlin', 'europe/berlin', 'UTC', 'utc', 'Etc/GMT+5'])('knows %s', (zone) => {
    expect(isTimeZone(zone)).toBe(true);
    expect(() => assertTimeZone(zone)).not.toThrow();
  });

  it.each(['', 'Mars/Olympus', '+05:30', 'Europe/Berlin ', '__proto__', 'A'.repeat(500)])(
    'refuses "%s" by name',
    (zone) => {
      expect(isTimeZone(zone)).toBe(false);
      expect(() => assertTimeZone(zone)).toThrow(PeriodError);
      expect(blamedBy(() => offsetAt(0, zone))).toBe('timezone');
    },
  );

  it('refuses what is no instant', () => {
    expect(() => offsetAt(NaN, 'Europe/Berlin')).toThrow(RangeError);
  });

  it('finds the instant of a clock change, or the end when there is none', () => {
    const at = (text: string) => Date.parse(text);
    const change = transitionIn(
      at('2025-03-09T00:00Z'),
      at('2025-03-10T00:00Z'),
      'America/New_York',
    );
    expect(new Date(change).toISOString()).toBe('2025-03-09T07:00:00.000Z');
    const none = transitionIn(
      at('2025-06-01T00:00Z'),
      at('2025-06-01T00:00:00.500Z'),
      'Asia/Kolkata',
    );
    expect(none).toBe(at('2025-06-01T00:00:00.500Z'));
  });
});
