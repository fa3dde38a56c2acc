import { FIRST_FAILURE } from './classification.js';
import { EventRow } from './event-row.js';

/** What is counted of events. */
export interface Figures {
  events: number;
  requests: number;
  successful: number;
  /** Requests that tell their response time, and the sum of these times. */
  timed: number;
  totalMs: number;
  errors: number;
  /** Slow requests, each once, and the sum of their durations. */
  slow: number;
  slowMs: number;
}

/** Of events of one endpoint and error type; '': of none. Only requests and slow requests have an endpoint. */
export interface Count extends Figures {
  endpoint: string;
  errorType: string;
}

/** Of one distinct id, in the period (UTC) that starts on the day `start`, `YYYY-MM-DD`. */
export interface PeriodCount extends Count {
  distinctId: string;
  start: string;
}

/** How long the periods are that a table counts by. */
export type Grain = 'day' | 'month';

/** What of an event says where it is counted. */
export type Counted = Pick<
  EventRow,
  'distinctId' | 'timestamp' | 'isRequest' | 'isSlow' | 'isError' | 'endpoint' | 'errorType'
>;

const NOTHING: Figures = {
  events: 0,
  requests: 0,
  successful: 0,
  timed: 0,
  totalMs: 0,
  errors: 0,
  slow: 0,
  slowMs: 0,
};

const FIGURES = Object.keys(NOTHING) as (keyof Figures)[];

const placeOf = (event: Counted, grain: Grain) => {
  const day = event.timestamp.slice(0, 10);
  return {
    distinctId: event.distinctId,
    start: grain === 'day' ? day : `${day.slice(0, 7)}-01`,
    endpoint: ((event.isRequest || event.isSlow) && event.endpoint) || '',
    errorType: (event.isError && event.errorType) || '',
  };
};

const isSuccess = ({ statusCode }: EventRow): boolean =>
  statusCode === null || statusCode < FIRST_FAILURE;

const figuresOf = (event: EventRow): Figures => ({
  events: 1,
  requests: Number(event.isRequest),
  successful: Number(event.isRequest && isSuccess(event)),
  timed: Number(event.isRequest && event.durationMs !== null),
  totalMs: event.isRequest ? (event.durationMs ?? 0) : 0,
  errors: Number(event.isError),
  slow: Number(event.isSlow),
  slowMs: event.isSlow ? (event.durationMs ?? 0) : 0,
});

/** What an event adds to the counts of its period. */
export const countOf = (event: EventRow, grain: Grain): PeriodCount => ({
  ...placeOf(event, grain),
  ...figuresOf(event),
});

/** What the counts lose when a request that was counted as slow is one no longer. */
export const noLongerSlow = (
  event: Counted & { durationMs: number | null },
  grain: Grain,
): PeriodCount => ({
  ...placeOf(event, grain),
  ...NOTHING,
  slow: -1,
  slowMs: -(event.durationMs ?? 0),
});

/** Two counts of the same thing as one. */
export const added = <T extends Figures>(one: T, other: Figures): T => ({
  ...one,
  ...Object.fromEntries(FIGURES.map((figure) => [figure, one[figure] + other[figure]])),
});

/** Counts of the same added up, in the order in which every writer locks the rows. */
export const addedUp = (counts: PeriodCount[]): PeriodCount[] => {
  const byPlace = new Map<string, PeriodCount>();
  for (const count of counts) {
    const { distinctId, start, endpoint, errorType } = count;
    const place = JSON.stringify([distinctId, start, endpoint, errorType]);
    const known = byPlace.get(place);
    byPlace.set(place, known ? added(known, count) : count);
  }
  return [...byPlace].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
};
