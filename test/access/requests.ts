import { aMeasurement, anActivity, anEvent } from '@trailmark/testing';
import { Caller, CALLERS, SUBJECT } from './callers.js';

/** One request of the walk. */
export interface WalkRequest {
  path: string;
  body?: object;
}

const REQUEST_ID = '82b0da6e-9c9b-422b-b748-9e16ea98f45b';

/** What SDKs send; to log in, an empty body does: what is wrong with it is not looked at. */
const CAPTURED = /^\/(?!analytics|api)/;

const about = { user_id: SUBJECT };

/** Bodies that are good, so that only who sends them is judged. */
const BODIES: Record<string, object> = {
  'POST /analytics/events': anEvent(about),
  'POST /analytics/events/batch': { events: [anEvent(about)] },
  'POST /analytics/performance': aMeasurement(about),
  'POST /analytics/usage': { ...about, date: '2026-10-01', page_views: 1 },
  'POST /analytics/activities': anActivity(about),
  'POST /analytics/activities/batch': { activities: [anActivity(about)] },
  'PUT /analytics/config/{user_id}': { sample_rate: 1 },
  'POST /analytics/write-keys': { label: 'walk' },
  'POST /analytics/signing-keys': { ...about, label: 'walk', algorithm: 'hmac-sha256' },
};

/** Queries of routes that name their user there, or need something. */
const QUERIES: Record<string, string> = {
  'GET /analytics/events': `user_id=${SUBJECT}`,
  'GET /analytics/signing-keys': `user_id=${SUBJECT}`,
  'GET /analytics/usage/{user_id}/trends': 'metric=page_views',
};

const queryOf = (route: string): string => {
  if (route.startsWith('GET /api/analytics/user/')) return `user_id=${SUBJECT}`;
  return QUERIES[route] ?? '';
};

/** A request of a route that is good but for its caller, about the subject of the walk. */
export const requestOf = (route: string, caller: Caller): WalkRequest => {
  const [method = '', template = ''] = route.split(' ');
  const key = CALLERS[caller] ?? 'none';
  const path = template
    .replace('{user_id}', SUBJECT)
    .replace('{event_id}', REQUEST_ID)
    .replace('{request_id}', REQUEST_ID)
    .replace('{id}', REQUEST_ID)
    .replace('{token}', encodeURIComponent(key));
  const query = queryOf(route);
  const captured = { api_key: key, batch: [{ event: 'click', distinct_id: SUBJECT }] };
  const body = CAPTURED.test(template) ? captured : (BODIES[route] ?? {});
  const hasBody = method === 'POST' || method === 'PUT';
  return { path: query ? `${path}?${query}` : path, ...(hasBody && { body }) };
};
