import { randomUUID } from 'node:crypto';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** One event of a batch as PostHog's SDKs send it. */
export interface SentEvent {
  uuid: string;
  event: string;
  distinct_id: string;
  timestamp: string;
  properties: Record<string, unknown>;
}

type Said = Pick<SentEvent, 'event' | 'properties'>;

export const USER = 'user_12345';
export const EMAIL = 'user@example.com';
export const ANONYMOUS = '0199aaaa-0000-7000-8000-00000000anon';
export const REQUEST = '82b0da6e-9c9b-422b-b748-9e16ea98f45b';

export const sent = (distinct_id: string, at: number, { event, properties }: Said): SentEvent => ({
  uuid: randomUUID(),
  event,
  distinct_id,
  timestamp: new Date(at).toISOString(),
  properties,
});

const times = (count: number, made: (n: number) => Said): Said[] =>
  Array.from({ length: count }, (_, n) => made(n));

const request = (endpoint: string, n: number, properties: object = {}): Said => ({
  event: 'api_request',
  properties: {
    endpoint,
    method: 'GET',
    status_code: 200,
    response_time_ms: 125 + (n % 2),
    ...properties,
  },
});

const failure = (error_type: string): Said => ({ event: 'api_error', properties: { error_type } });

const slow = (endpoint: string, duration_ms: number): Said => ({
  event: 'slow_request',
  properties: { endpoint, duration_ms, threshold_ms: 1000 },
});

const click: Said = {
  event: 'button_click',
  properties: { button_name: 'Start Chat', request_id: REQUEST },
};

const started = request('/api/chat/start', 0, { response_time_ms: 125, request_id: REQUEST });

const view = (n: number): Said => ({
  event: '$pageview',
  properties: { $pathname: `/page/${n % 9}`, $session_id: `session-${n % 20}` },
});

/** Said before anything else, it tells whose the anonymous id is, and the address. */
const identified: Said = {
  event: '$identify',
  properties: { $anon_distinct_id: ANONYMOUS, $set: { email: EMAIL } },
};

/** All but the events of the example's one request and the identification: 1231. */
const others: Said[] = [
  ...times(150, (n) => request('/api/popular/movies', n)),
  ...times(120, (n) => request('/api/chat/messages', n)),
  ...times(100, (n) => request('/api/tailored-characters', n)),
  ...times(30, (n) => request('/api/chat/history', n, { status_code: n % 2 ? 500 : 404 })),
  ...times(449, (n) => request(`/api/other/${n % 9}`, n + 1)),
  ...times(15, () => failure('application_error')),
  ...times(5, () => failure('connection_error')),
  ...times(5, () => failure('validation_error')),
  ...times(8, (n) => slow('/api/chat/send', 1250 + (n % 2))),
  ...times(4, () => slow('/api/export', 3000)),
  ...times(345, view),
];

/** Every 7919th, again and again: all of them, and each stretch of them mixed. */
const mixed = others.map((_, n) => others[(n * 7919) % others.length] ?? click);

const RECENT = 448;
const CORRELATED = 238;

const at = (now: number, n: number): number =>
  n < RECENT ? now - 2 * MINUTE_MS - n * 20 * MINUTE_MS : now - 8 * DAY_MS - n * 15 * MINUTE_MS;

/** Two at a time share a request id. */
const correlated = (said: Said, n: number): Said =>
  n < CORRELATED
    ? { ...said, properties: { ...said.properties, request_id: requestIdOf(n >> 1) } }
    : said;

/** As SDKs say it until somebody is identified: the id is the device's. */
const onDevice = (said: Said): Said => ({
  ...said,
  properties: { ...said.properties, $device_id: ANONYMOUS },
});

const requestIdOf = (n: number): string => `82b0da6e-9c9b-422b-b748-${String(n).padStart(12, '0')}`;

/**
 * The user of the examples of `user/activity` and `user/journey`: 1234 events in 30 days, 450 of
 * them in the last 7, which belong to 120 requests; one part under the anonymous id.
 */
export const busyUser = (now: number): SentEvent[] => [
  sent(USER, now - 29 * DAY_MS, identified),
  sent(USER, now - MINUTE_MS, click),
  sent(USER, now - MINUTE_MS + 1000, started),
  ...mixed.map((said, n) =>
    n % 10 === 3
      ? sent(ANONYMOUS, at(now, n), onDevice(correlated(said, n)))
      : sent(USER, at(now, n), correlated(said, n)),
  ),
];

/** The one event of the example of `user/events`. */
export const lonelyRequest: Said = {
  event: 'api_request',
  properties: {
    endpoint: '/api/popular/movies',
    method: 'GET',
    status_code: 200,
    response_time_ms: 45,
    request_id: REQUEST,
  },
};

/** The one that the example of `user/errors` shows. */
export const failedRequest: Said = {
  event: 'api_error',
  properties: {
    error_type: 'application_error',
    error_message: 'Database connection failed',
    exception_type: 'OperationalError',
    endpoint: '/api/chat/send',
    method: 'POST',
    status_code: 500,
    request_id: REQUEST,
    traceback: '...',
  },
};

/** The one that the example of `user/slow-requests` shows. */
export const slowRequest: Said = {
  event: 'slow_request',
  properties: {
    endpoint: '/api/chat/send',
    method: 'POST',
    duration_ms: 1250,
    threshold_ms: 1000,
    request_id: REQUEST,
  },
};

/** The three events of the example of `request/{request_id}`. */
export const tracedRequest = (request_id: string): Said[] => [
  { event: 'button_click', properties: { button_name: 'Start Chat', request_id } },
  {
    event: 'api_request',
    properties: { endpoint: '/api/chat/start', request_id, status_code: 200 },
  },
  {
    event: 'api_request',
    properties: { endpoint: '/api/chat/messages', request_id, status_code: 200 },
  },
];
