import { MAX_BATCH_ITEMS } from '@trailmark/contracts';
import { PayloadTooLargeError, ValidationFailedError } from '@trailmark/platform';
import { isObject, Json } from './json.js';
import { Payload } from './payload.js';

/** One event as it was sent; `prefix` says where, as in `batch.3.` */
export interface SentEvent {
  prefix: string;
  value: unknown;
}

const wrongBody = (field: string, message: string): ValidationFailedError =>
  new ValidationFailedError([{ field, message: `${field} ${message}` }]);

const listed = (name: string, events: unknown): SentEvent[] => {
  if (!Array.isArray(events) || events.length === 0) {
    throw wrongBody(name || 'body', 'must be a list of at least one event');
  }
  if (events.length > MAX_BATCH_ITEMS) {
    throw new PayloadTooLargeError(`No more than ${MAX_BATCH_ITEMS} events are taken at once.`);
  }
  const path = name && `${name}.`;
  return events.map((value: unknown, index) => ({ prefix: `${path}${index}.`, value }));
};

/**
 * The events of a body: a batch, a list or a single one.
 * @throws DomainError when it is nothing of these, or too much.
 */
export const eventsIn = (json: unknown): SentEvent[] => {
  if (Array.isArray(json)) return listed('', json);
  if (!isObject(json)) throw wrongBody('body', 'must be an event, a list or a batch of events');
  return json.batch === undefined ? [{ prefix: '', value: json }] : listed('batch', json.batch);
};

const KEYS = ['api_key', 'token', '$token'];

/** Wherever a write key may stand, the likelier places first. */
const placesOf = ({ json, form }: Payload, query: Json): unknown[] => {
  const events: unknown = isObject(json) ? json.batch : json;
  const first: unknown = Array.isArray(events) ? events[0] : json;
  return [json, form, query, first, isObject(first) ? first.properties : null];
};

/** The write key of a request; null: it names none. */
export const writeKeyIn = (payload: Payload, query: Json): string | null => {
  const values = placesOf(payload, query).flatMap((place) =>
    isObject(place) ? KEYS.map((name) => place[name]) : [],
  );
  const key = values.find((value) => typeof value === 'string' && value !== '');
  return typeof key === 'string' ? key : null;
};
