import { TestSchema } from '@trailmark/testing';

/** A stored event as the test reads it: nothing but what was sent. */
export interface RawEvent {
  at: number;
  event: string;
  distinctId: string;
  told: Record<string, unknown>;
}

export const rawEvents = async (schema: TestSchema): Promise<RawEvent[]> => {
  const rows = await schema.query<{ at: string; event: string; id: string; told: unknown }>(
    `SELECT UNIX_TIMESTAMP(timestamp) * 1000 AS at, event, distinct_id AS id,
            CAST(properties AS CHAR) AS told FROM journey_events ORDER BY timestamp, id`,
  );
  return rows.map(({ at, event, id, told }) => ({
    at: Number(at),
    event,
    distinctId: id,
    told: JSON.parse(told as string) as Record<string, unknown>,
  }));
};

const tally = (keys: unknown[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[String(key)] = (counts[String(key)] ?? 0) + 1;
  return counts;
};

const mean = (numbers: number[]): number | null =>
  numbers.length === 0
    ? null
    : Math.round((numbers.reduce((a, b) => a + b, 0) / numbers.length) * 100) / 100;

const isSlow = ({ event, told }: RawEvent): boolean =>
  event === 'slow_request' ||
  (event === 'api_request' &&
    Number(told.response_time_ms ?? 0) > Number(told.threshold_ms ?? 1000));

const DAY_MS = 86_400_000;

/** The slow ones, each request once: of what one id was told within a day. */
export const slowOnes = (events: RawEvent[], all: RawEvent[]): RawEvent[] =>
  events.filter((one) => {
    if (!isSlow(one)) return false;
    if (one.event === 'slow_request' || one.told.request_id === undefined) return true;
    return !all.some(
      (other) =>
        other.event === 'slow_request' &&
        other.distinctId === one.distinctId &&
        other.told.request_id === one.told.request_id &&
        other.told.endpoint === one.told.endpoint &&
        Math.abs(other.at - one.at) <= DAY_MS,
    );
  });

export const errorOnes = (events: RawEvent[]): RawEvent[] =>
  events.filter(
    ({ event, told }) =>
      event === 'api_error' || event === '$exception' || told.error_type !== undefined,
  );

/** The figures of a summary, event by event. @param all of whoever, at any time. */
export const figuresOf = (events: RawEvent[], all: RawEvent[]) => {
  const requests = events.filter(({ event }) => event === 'api_request');
  const good = requests.filter(({ told }) => !(Number(told.status_code) >= 400));
  const times = requests.map(({ told }) => told.response_time_ms);
  const slow = slowOnes(events, all);
  const endpoints = [...new Set(slow.map(({ told }) => told.endpoint))];
  return {
    total_events: events.length,
    api_requests: {
      total: requests.length,
      successful: good.length,
      failed: requests.length - good.length,
      average_response_time_ms: mean(times.filter((time) => time !== undefined).map(Number)),
    },
    errors: {
      total: errorOnes(events).length,
      by_type: tally(
        errorOnes(events).map(({ event, told }) => told.error_type ?? event.replace('$', '')),
      ),
    },
    slow_requests: {
      total: slow.length,
      by_endpoint: Object.fromEntries(
        endpoints.map((endpoint) => {
          const here = slow.filter(({ told }) => told.endpoint === endpoint);
          const durations = here.map(({ told }) =>
            Number(told.duration_ms ?? told.response_time_ms),
          );
          return [endpoint, { count: here.length, average_duration_ms: mean(durations) }];
        }),
      ),
    },
    most_used_endpoints: tally(requests.map(({ told }) => told.endpoint)),
  };
};
