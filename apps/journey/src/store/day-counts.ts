import { FIRST_FAILURE } from './classification.js';
import { EventRow } from './event-row.js';

/** What is counted of a user's events, by the endpoint of its requests; '': of no endpoint, or no requests. */
export interface EndpointCount {
  endpoint: string;
  events: number;
  requests: number;
  successful: number;
  /** Requests that tell their response time, and the sum of these times. */
  timed: number;
  totalMs: number;
}

/** On one day (UTC), `YYYY-MM-DD`. */
export interface DayCount extends EndpointCount {
  distinctId: string;
  day: string;
}

const isSuccess = ({ statusCode }: EventRow): boolean =>
  statusCode === null || statusCode < FIRST_FAILURE;

const countOf = (event: EventRow): DayCount => ({
  distinctId: event.distinctId,
  day: event.timestamp.slice(0, 10),
  endpoint: (event.isRequest && event.endpoint) || '',
  events: 1,
  requests: Number(event.isRequest),
  successful: Number(event.isRequest && isSuccess(event)),
  timed: Number(event.isRequest && event.durationMs !== null),
  totalMs: event.isRequest ? (event.durationMs ?? 0) : 0,
});

/** Two counts of the same thing as one. */
export const added = <T extends EndpointCount>(one: T, other: EndpointCount): T => ({
  ...one,
  events: one.events + other.events,
  requests: one.requests + other.requests,
  successful: one.successful + other.successful,
  timed: one.timed + other.timed,
  totalMs: one.totalMs + other.totalMs,
});

/** What events add to the counts of their days, in the order in which every writer locks the rows. */
export const daysOf = (events: EventRow[]): DayCount[] => {
  const counts = new Map<string, DayCount>();
  for (const event of events) {
    const count = countOf(event);
    const key = JSON.stringify([count.distinctId, count.day, count.endpoint]);
    const known = counts.get(key);
    counts.set(key, known ? added(known, count) : count);
  }
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
};
