import fc from 'fast-check';
import { addDays, dayToUtc, daysBetween, isDay, mondayOf, utcToDay } from './calendar-day.js';

const anyDay = fc
  .date({ min: new Date('0001-01-08'), max: new Date('9990-01-01'), noInvalidDate: true })
  .map((date) => utcToDay(date.getTime()));

describe('calendar days', () => {
  it.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('takes %s', (day) => {
    expect(isDay(day)).toBe(true);
  });

  it.each(['2025-02-29', '1900-02-29', '2025-13-01', '2025-00-10', '2025-04-31', '2025-1-1', ''])(
    'refuses "%s"',
    (day) => {
      expect(isDay(day)).toBe(false);
      expect(() => dayToUtc(day)).toThrow(RangeError);
    },
  );

  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2025-02-28', 1, '2025-03-01'],
    ['2025-01-01', -1, '2024-12-31'],
    ['2025-01-01', 365, '2026-01-01'],
    ['2024-01-01', 0, '2024-01-01'],
  ])('%s and %i days is %s', (day, count, expected) => {
    expect(addDays(day, count)).toBe(expected);
    expect(daysBetween(day, expected)).toBe(count);
  });

  it.each([
    ['2025-06-02', '2025-06-02'],
    ['2025-06-08', '2025-06-02'],
    ['2025-01-01', '2024-12-30'],
    ['2023-01-01', '2022-12-26'],
  ])('the ISO week of %s starts on %s', (day, monday) => {
    expect(mondayOf(day)).toBe(monday);
  });

  it('a week starts on a Monday at most six days before each of its days', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const monday = mondayOf(day);
        expect(new Date(monday).getUTCDay()).toBe(1);
        expect(daysBetween(monday, day)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(monday, day)).toBeLessThan(7);
      }),
    );
  });

  it('refuses instants beyond four-digit years', () => {
    expect(() => utcToDay(Date.UTC(10_000, 0, 1))).toThrow(RangeError);
    expect(() => utcToDay(NaN)).toThrow(RangeError);
  });
});
