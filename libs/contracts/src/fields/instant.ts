import { isISO8601 } from 'class-validator';
import { readUtcText } from '../time/utc-text.js';

const FULL = /^\d{4}-\d{2}-\d{2}T.*(?:z|[+-]\d{2}:?\d{2})$/i;
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** Milliseconds a client's clock may be ahead of ours. */
export const MAX_FUTURE_MS = 24 * 60 * 60 * 1000;

/** True for a calendar-correct ISO 8601 date and time that carries `Z` or an offset. */
export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' &&
  (readUtcText(value) !== null ||
    (FULL.test(value) &&
      isISO8601(value, { strict: true, strictSeparator: true }) &&
      !Number.isNaN(Date.parse(value))));

/** True for a calendar-correct `YYYY-MM-DD`. */
export const isCalendarDate = (value: unknown): value is string =>
  typeof value === 'string' && DATE_ONLY.test(value) && isISO8601(value, { strict: true });

/** Milliseconds since 1970 of an instant, NaN of anything else. */
export const instantAt = (text: string): number => readUtcText(text) ?? Date.parse(text);

/** First instant of an ISO date (UTC), or the instant itself. */
export const startOf = (value: string): Date =>
  new Date(isCalendarDate(value) ? `${value}T00:00:00.000Z` : value);

/** Last instant of an ISO date (UTC), or the instant itself. */
export const endOf = (value: string): Date =>
  new Date(isCalendarDate(value) ? `${value}T23:59:59.999Z` : value);
