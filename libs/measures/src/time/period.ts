import { isDay } from './calendar-day.js';
import { DAY_MS, HOUR_MS } from './duration.js';
import { parseInstant } from './instant.js';
import { type Interval, lengthOf } from './interval.js';
import { endOfLocalDay, startOfLocalDay } from './local-day.js';
import { PeriodError } from './period-error.js';
import { type TimeZone, assertTimeZone } from './time-zone.js';

/** How long each named period is, in elapsed milliseconds: a day is 24 hours, a year 365 days. */
export const PERIOD_LENGTHS = {
  last_hour: HOUR_MS,
  last_24_hours: DAY_MS,
  last_7_days: 7 * DAY_MS,
  last_30_days: 30 * DAY_MS,
  last_90_days: 90 * DAY_MS,
  last_year: 365 * DAY_MS,
} as const;

/** Every name a period may have on the wire. */
export const TIME_PERIODS = [
  'last_hour',
  'last_24_hours',
  'last_7_days',
  'last_30_days',
  'last_90_days',
  'last_year',
  'custom',
] as const;
export type TimePeriod = (typeof TIME_PERIODS)[number];

/** The longest custom period, in days. */
const MAX_PERIOD_DAYS = 36_600;

/** The longest custom period, in days, of a question whose answer has a point a day. */
export const MAX_SERIES_DAYS = 1100;

/** Years are four digits, so they compare as text. */
const FIRST_YEAR = '1900';
const YEAR_AFTER_LAST = '3000';

/** What a client asks for, by the names of the API. The dates count only when the period is `custom`. */
export interface PeriodQuery {
  readonly time_period: TimePeriod;
  /** ISO day (from its start in the zone) or instant; required for `custom`. */
  readonly start_date?: string | null | undefined;
  /** ISO day (through its end in the zone) or instant (exclusive); now when absent. */
  readonly end_date?: string | null | undefined;
  /** IANA name; UTC when absent. */
  readonly timezone?: TimeZone | null | undefined;
}

/** A resolved question: `[from, to)`, and the zone its days are those of. */
export interface Period extends Interval {
  readonly timePeriod: TimePeriod;
  readonly timezone: TimeZone;
}

/**
 * The instants a period covers. A named one ends at `now`; `custom` runs from `start_date` to `end_date`.
 * The period before it is `previousOf(period)`.
 * @throws PeriodError, with the field to blame, for an unknown zone or period, a date that is neither ISO day nor instant or not in 1900 to 2999,
 * a missing start, an end not after the start, or a custom period of more than `maxDays`.
 */
export function resolvePeriod(query: PeriodQuery, now: Date, maxDays = MAX_PERIOD_DAYS): Period {
  const { time_period: timePeriod } = query;
  const timezone = query.timezone ?? 'UTC';
  assertTimeZone(timezone);
  if (timePeriod === 'custom') {
    return { timePeriod, timezone, ...customInterval(query, timezone, now, maxDays) };
  }
  if (!Object.hasOwn(PERIOD_LENGTHS, timePeriod)) {
    throw new PeriodError('time_period', `time_period must be one of ${TIME_PERIODS.join(', ')}`);
  }
  const from = new Date(now.getTime() - PERIOD_LENGTHS[timePeriod]);
  return { timePeriod, timezone, from, to: now };
}

function customInterval(query: PeriodQuery, zone: TimeZone, now: Date, maxDays: number): Interval {
  if (query.start_date == null) {
    throw new PeriodError('start_date', 'start_date is required when time_period is custom');
  }
  const from = toInstant('start_date', query.start_date, (day) => startOfLocalDay(day, zone));
  const to =
    query.end_date == null
      ? now
      : toInstant('end_date', query.end_date, (day) => endOfLocalDay(day, zone));
  if (from >= to) throw new PeriodError('end_date', 'The period must end after start_date');
  if (lengthOf({ from, to }) > maxDays * DAY_MS) {
    throw new PeriodError('start_date', `The period may span ${maxDays} days at most`);
  }
  return { from, to };
}

function toInstant(
  field: 'start_date' | 'end_date',
  text: string,
  ofDay: (day: string) => Date,
): Date {
  const day = isDay(text);
  if (!day && !parseInstant(text)) {
    throw new PeriodError(field, `${field} must be an ISO 8601 date, or an instant with an offset`);
  }
  if (text < FIRST_YEAR || text >= YEAR_AFTER_LAST) {
    throw new PeriodError(field, `${field} must lie in the years 1900 to 2999`);
  }
  return day ? ofDay(text) : new Date(text);
}
