import { DAY_MS } from './duration.js';

/** A calendar day without a zone, `YYYY-MM-DD`. Days compare correctly as text. */
export type Day = string;

const DAY_SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether `text` is a day that exists in the (proleptic Gregorian) calendar: not 2025-02-29. */
export function isDay(text: string): boolean {
  if (!DAY_SHAPE.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The day's midnight in UTC, epoch milliseconds. @throws RangeError when it is no day. */
export function dayToUtc(day: Day): number {
  if (!isDay(day)) throw new RangeError(`"${day}" is not a calendar day (YYYY-MM-DD)`);
  return Date.parse(`${day}T00:00:00Z`);
}

/** The day last asked for: instants that come together are mostly of one, and `Date` takes 1 µs to write it. */
let last: { number: number; day: Day } | null = null;

/** The UTC day of an instant in epoch milliseconds. @throws RangeError outside the years 0000 to 9999. */
export function utcToDay(at: number): Day {
  const number = Math.floor(at / DAY_MS);
  if (last?.number === number) return last.day;
  const day = new Date(at).toISOString().slice(0, 10);
  if (!DAY_SHAPE.test(day)) throw new RangeError('The instant is outside the years 0000 to 9999');
  last = { number, day };
  return day;
}

/** The day `count` days later (earlier when negative). @throws RangeError when it is no day. */
export function addDays(day: Day, count: number): Day {
  return utcToDay(dayToUtc(day) + count * DAY_MS);
}

/** How many days `to` is after `from`; negative when before. @throws RangeError when either is no day. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((dayToUtc(to) - dayToUtc(from)) / DAY_MS);
}

/** The Monday that starts the day's ISO 8601 week. @throws RangeError when it is no day. */
export function mondayOf(day: Day): Day {
  const weekday = new Date(dayToUtc(day)).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}
