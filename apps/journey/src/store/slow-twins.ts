import { DAY_MS } from '@trailmark/measures';
import { Counted } from './counts.js';
import { EventRow } from './event-row.js';

/** A slow event that tells its request's id, as it is kept. */
export type SlowEvent = Counted & Pick<EventRow, 'id' | 'requestId' | 'durationMs'>;

/** How far apart an `api_request` and a `slow_request` may be that tell of one request. */
export const TWINS_WITHIN_MS = DAY_MS;

const instantOf = ({ timestamp }: SlowEvent): number => Date.parse(`${timestamp.slice(0, 23)}Z`);

/** Only what may tell of a request that another event tells of, too. */
export const mayHaveTwin = ({ isSlow, requestId }: EventRow): boolean =>
  isSlow && requestId !== null;

/**
 * Slow `api_request`s of which a `slow_request` tells, too: of the same distinct id, request id and
 * endpoint, within a day. The two are one slow request, and the `slow_request` is the one that counts.
 */
export const supersededOf = (events: readonly SlowEvent[]): SlowEvent[] => {
  const keyOf = ({ distinctId, requestId, endpoint }: SlowEvent) =>
    JSON.stringify([distinctId, requestId, endpoint]);
  const told = new Map<string, number[]>();
  for (const event of events) {
    if (event.isRequest) continue;
    told.set(keyOf(event), [...(told.get(keyOf(event)) ?? []), instantOf(event)]);
  }
  return events.filter(
    (event) =>
      event.isRequest &&
      told.get(keyOf(event))?.some((at) => Math.abs(at - instantOf(event)) <= TWINS_WITHIN_MS),
  );
};
