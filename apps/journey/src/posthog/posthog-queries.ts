import { HogQuery, HogRow } from './hog-query.js';
import { Micros, microsFrom } from './micros.js';
import { PostHogError } from './posthog-error.js';

/** A distinct id and whose it is. */
export interface PersonId {
  distinctId: string;
  personId: string;
}

/** An event as PostHog tells it. */
export interface ToldEvent {
  id: string;
  event: string;
  distinctId: string;
  timestamp: Micros;
  properties: Record<string, unknown>;
}

/** Every instant is ISO 8601 with `Z`; both ends of a range are in it. */
type Page = { limit: number };
type IdPage = Page & { after: string };
type EventPage = Page & { distinct_ids: string[]; from: string; to: string };

const unlike = (column: string): PostHogError =>
  new PostHogError('UPSTREAM_ERROR', `PostHog’s answer has no readable ${column}.`, {
    trouble: 'query',
  });

const text = (row: HogRow, column: string): string => {
  const value = row[column];
  if (typeof value !== 'string') throw unlike(column);
  return value;
};

const instant = (row: HogRow, column: string): Micros => {
  const micros = microsFrom(text(row, column));
  if (micros === null) throw unlike(column);
  return micros;
};

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
};

/** JSON text or the object itself. */
const object = (row: HogRow, column: string): Record<string, unknown> => {
  const value = typeof row[column] === 'string' ? parsed(row[column]) : row[column];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unlike(column);
  return value as Record<string, unknown>;
};

const readPersonId = (row: HogRow): PersonId => ({
  distinctId: text(row, 'distinct_id'),
  personId: text(row, 'person'),
});

const readEvent = (row: HogRow): ToldEvent => ({
  id: text(row, 'id').toLowerCase(),
  event: text(row, 'event'),
  distinctId: text(row, 'distinct_id'),
  timestamp: instant(row, 'timestamp'),
  properties: object(row, 'properties'),
});

/** Does it answer at all? */
export const PROBE: HogQuery<Record<string, never>, HogRow> = {
  name: 'trailmark_probe',
  hogql: 'select 1 as answer limit 1',
  read: (row) => row,
};

/** All distinct ids of the person that has this one, by the id, after one of them. */
export const IDS_BY_DISTINCT_ID: HogQuery<IdPage & { distinct_id: string }, PersonId> = {
  name: 'trailmark_ids_by_distinct_id',
  hogql: `
    select distinct_id, toString(person_id) as person
      from person_distinct_ids
     where person_id in (
             select person_id from person_distinct_ids where distinct_id = {distinct_id}
           )
       and distinct_id > {after}
     order by distinct_id
     limit {limit}`,
  read: readPersonId,
};

/** All distinct ids of the persons with this address in lower case, by the id, after one of them. */
export const IDS_BY_EMAIL: HogQuery<IdPage & { email: string }, PersonId> = {
  name: 'trailmark_ids_by_email',
  hogql: `
    select distinct_id, toString(person_id) as person
      from person_distinct_ids
     where person_id in (select id from persons where lower(properties.email) = {email})
       and distinct_id > {after}
     order by distinct_id
     limit {limit}`,
  read: readPersonId,
};

const EVENT_COLUMNS = 'toString(uuid) as id, event, distinct_id, timestamp, properties';

/** Events up to `to`, of that instant only those with a lower id than `before_id`; newest first. */
export const EVENTS_BEFORE: HogQuery<EventPage & { before_id: string }, ToldEvent> = {
  name: 'trailmark_events_before',
  hogql: `
    select ${EVENT_COLUMNS}
      from events
     where distinct_id in {distinct_ids}
       and timestamp >= toDateTime({from})
       and timestamp <= toDateTime({to})
       and (timestamp < toDateTime({to}) or toString(uuid) < {before_id})
     order by timestamp desc, toString(uuid) desc
     limit {limit}`,
  read: readEvent,
};

/** Events since `from`, of that instant only those with a higher id than `after_id`; oldest first. */
export const EVENTS_AFTER: HogQuery<EventPage & { after_id: string }, ToldEvent> = {
  name: 'trailmark_events_after',
  hogql: `
    select ${EVENT_COLUMNS}
      from events
     where distinct_id in {distinct_ids}
       and timestamp >= toDateTime({from})
       and timestamp <= toDateTime({to})
       and (timestamp > toDateTime({from}) or toString(uuid) > {after_id})
     order by timestamp, toString(uuid)
     limit {limit}`,
  read: readEvent,
};

/** Events that carry this request id; oldest first. */
export const EVENTS_OF_REQUEST: HogQuery<
  Page & { request_id: string; from: string; to: string },
  ToldEvent
> = {
  name: 'trailmark_events_of_request',
  hogql: `
    select ${EVENT_COLUMNS}
      from events
     where properties.request_id = {request_id}
       and timestamp >= toDateTime({from})
       and timestamp <= toDateTime({to})
     order by timestamp, toString(uuid)
     limit {limit}`,
  read: readEvent,
};
