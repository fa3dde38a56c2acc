import { UserPeriodDto } from '@trailmark/contracts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The instant by which everything in a sample has happened. */
export const SAMPLE_END = Date.parse('2026-11-10T12:00:00Z');

/** Periods before SAMPLE_END that are cut from days and quarter hours in every way: what, first instant, length, zone. */
export const SAMPLE_PERIODS: [what: string, from: number, length: number, zone: string][] = [
  ['a minute', SAMPLE_END - 20 * MINUTE + 123, MINUTE, 'UTC'],
  ['minutes across a quarter', SAMPLE_END - 34 * MINUTE + 1, 5 * MINUTE, 'Asia/Kathmandu'],
  ['an hour', SAMPLE_END - HOUR - 7, HOUR, 'UTC'],
  ['a day', SAMPLE_END - DAY - 5 * MINUTE, DAY, 'Asia/Kathmandu'],
  ['a day across midnights', SAMPLE_END - DAY, DAY, 'Asia/Kolkata'],
  ['a day of 25 hours', Date.parse('2026-11-01T04:00:00Z'), 25 * HOUR, 'America/New_York'],
  ['two days', SAMPLE_END - 2 * DAY - 1, 2 * DAY, 'Europe/Berlin'],
  ['whole days of UTC', Date.parse('2026-10-20T00:00:00Z'), 14 * DAY, 'UTC'],
  ['30 days to the millisecond', SAMPLE_END - 30 * DAY - 98_765, 30 * DAY, 'UTC'],
  ['30 days with a clock change', SAMPLE_END - 30 * DAY, 30 * DAY, 'America/New_York'],
  ['120 days', SAMPLE_END - 120 * DAY + 4321, 120 * DAY, 'Europe/Berlin'],
];

/** The question about a user's instants from `from` to `to`, in milliseconds since 1970. */
export const customPeriod = (
  user_id: string,
  from: number,
  to: number,
  timezone = 'UTC',
): UserPeriodDto =>
  Object.assign(new UserPeriodDto(), {
    user_id,
    time_period: 'custom' as const,
    start_date: new Date(from).toISOString(),
    end_date: new Date(to).toISOString(),
    timezone,
  });
