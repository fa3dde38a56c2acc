import { randomUUID } from 'node:crypto';
import { FakeEvent } from '@trailmark/testing';

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** An event in PostHog so many milliseconds ago, and so many microseconds after that. */
export const anEventAgo = (
  distinctId: string,
  ms: number,
  rest: Partial<FakeEvent> & { micros?: number } = {},
): FakeEvent => {
  const { micros = 0, ...fields } = rest;
  const iso = new Date(Date.now() - ms).toISOString();
  return {
    uuid: randomUUID(),
    event: 'api_request',
    distinct_id: distinctId,
    timestamp: iso.replace('Z', `${String(micros).padStart(3, '0')}Z`),
    properties: { endpoint: '/api/movies', status_code: 200, response_time_ms: 45 },
    ...fields,
  };
};

/** As the test reads them from the store. */
export const idsOf = (events: FakeEvent[]): string[] =>
  events
    .toSorted((one, other) =>
      `${one.timestamp} ${one.uuid}` < `${other.timestamp} ${other.uuid}` ? -1 : 1,
    )
    .map(({ uuid }) => uuid.replaceAll('-', ''));
