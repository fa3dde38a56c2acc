import { isInstant, MAX_FUTURE_MS } from '@trailmark/contracts';
import { isObject, Json } from './json.js';
import { Payload } from './payload.js';

/** When a request arrived by our clock and left by the client's; milliseconds since 1970. */
export interface Arrival {
  now: number;
  /** null: the client does not say. */
  sentAt: number | null;
}

const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))? ?(Z|[+-]\d\d:?\d\d)?$/i;

/** An ISO 8601 moment as SDKs write it, UTC when it names no offset; null for anything else. */
const momentOf = (value: unknown): number | null => {
  const text = typeof value === 'string' ? value.trim() : '';
  const [, day, time = '00:00:00', zone = 'Z'] = MOMENT.exec(text) ?? [];
  if (day === undefined) return null;
  const instant = `${day}T${time}${zone.replace(/(\d\d)(\d\d)$/, '$1:$2')}`;
  return isInstant(instant) ? Date.parse(instant) : null;
};

/** `_` in the query, in milliseconds, is how earlier SDKs said it. */
export const arrivalOf = ({ json }: Payload, query: Json, now = Date.now()): Arrival => {
  const sentAt = isObject(json) ? momentOf(json.sent_at) : null;
  const earlier = typeof query._ === 'string' && /^\d{12,14}$/.test(query._) ? query._ : null;
  return { now, sentAt: sentAt ?? (earlier === null ? null : Number(earlier)) };
};

const timed = (event: Json, { now, sentAt }: Arrival): number | null => {
  const { timestamp, offset, properties } = event;
  if (timestamp !== undefined && timestamp !== null) {
    const told = momentOf(timestamp);
    const trusted = isObject(properties) && properties.$ignore_sent_at === true;
    return told === null || sentAt === null || trusted ? told : told + now - sentAt;
  }
  return typeof offset === 'number' && Number.isFinite(offset) ? now - offset : now;
};

/**
 * When an event happened, by our clock: what the client's is fast or slow by is taken off. What
 * would be more than a day ahead happened now, as PostHog has it. Null: it tells no moment since 1970.
 */
export const timeOf = (event: Json, arrival: Arrival): Date | null => {
  const at = timed(event, arrival);
  if (at === null || at < 0) return null;
  return new Date(at > arrival.now + MAX_FUTURE_MS ? arrival.now : at);
};
