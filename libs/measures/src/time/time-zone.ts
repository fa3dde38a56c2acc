import { HOUR_MS, MINUTE_MS, SECOND_MS } from './duration.js';
import { PeriodError } from './period-error.js';

/** An IANA time-zone name such as `Asia/Kathmandu`; `UTC` is one. */
export type TimeZone = string;

const ZONE_SHAPE = /^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/;
const OFFSET = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** Making a formatter costs a thousand times its use. Keyed in lower case, so clients cannot grow it beyond the known zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Whether the runtime's time-zone database knows the name (in any letter case). Bare offsets such as `+05:30` are not names. */
export function isTimeZone(name: string): boolean {
  return findFormatter(name) !== null;
}

/** @throws PeriodError (field `timezone`) when the name is unknown. */
export function assertTimeZone(name: string): void {
  getFormatter(name);
}

/**
 * How far the zone's clocks are ahead of UTC at an instant (epoch milliseconds), in milliseconds; negative west of Greenwich.
 * Source: the IANA database of the runtime (`Intl`).
 * @throws PeriodError when the zone is unknown; RangeError when the instant is no date.
 */
export function offsetAt(at: number, zone: TimeZone): number {
  if (zone === 'UTC') return 0;
  const match = OFFSET.exec(getFormatter(zone).format(at));
  if (!match) throw new RangeError(`No UTC offset is known for time zone "${zone}"`);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const size = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * SECOND_MS;
  return sign === '-' ? 0 - size : size;
}

/**
 * The first instant in `(after, upTo]` at which the zone's offset is no longer that of `after`, or `upTo` if it never
 * changes. At most one change may lie in the range; offsets change on whole seconds.
 */
export function transitionIn(after: number, upTo: number, zone: TimeZone): number {
  const before = offsetAt(after, zone);
  let low = Math.floor(after / SECOND_MS);
  let high = Math.ceil(upTo / SECOND_MS);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * SECOND_MS, zone) === before) low = middle;
    else high = middle;
  }
  return Math.min(high * SECOND_MS, upTo);
}

function getFormatter(zone: TimeZone): Intl.DateTimeFormat {
  const formatter = findFormatter(zone);
  if (!formatter) {
    throw new PeriodError(
      'timezone',
      `"${zone}" is not a known IANA time zone, e.g. Europe/Berlin`,
    );
  }
  return formatter;
}

function findFormatter(zone: TimeZone): Intl.DateTimeFormat | null {
  const key = zone.toLowerCase();
  const known = formatters.get(key);
  if (known) return known;
  if (!ZONE_SHAPE.test(zone)) return null;
  try {
    const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formatters.set(key, made);
    return made;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
