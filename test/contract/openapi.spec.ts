import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { aMeasurement, anActivity, anEvent, ApiClient, waitFor } from '@trailmark/testing';
import { Ajv } from 'ajv';
import { sharedStack, SharedStack, WRITE_KEY } from '../e2e/shared-stack.js';

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
}

const DOCUMENT = resolve(__dirname, '../../docs/openapi.json');
const EVENTS = '/analytics/events';
const PERFORMANCE = '/analytics/performance';

const USAGE = '/analytics/usage';
const ACTIVITIES = '/analytics/activities';
const CONFIG = '/analytics/config';
const JOURNEYS = '/api/analytics';
const AUTH = '/api/auth';
const WRITE_KEYS = '/analytics/write-keys';
const SIGNING_KEYS = '/analytics/signing-keys';
const SERVICES = ['events', 'performance', 'usage', 'activity', 'dashboard', 'journey', 'identity'];
const USER = 'described';
const REQUEST = '3c2f6b1e-7d04-4c55-9a41-0f6f2f7f9d10';

const pointer = (...parts: string[]): string =>
  parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

describe('the OpenAPI document', () => {
  let stack: SharedStack;
  let document: Document;
  let ajv: Ajv;

  beforeAll(async () => {
    stack = await sharedStack(...SERVICES);
    document = (await (await fetch(`${stack.url}/openapi.json`)).json()) as Document;
    ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema(document, 'api');
  });
  afterAll(() => stack.stop());

  it('in docs/ is the running gateway’s (else: npm run openapi)', () => {
    expect(JSON.parse(readFileSync(DOCUMENT, 'utf8'))).toEqual(document);
  });

  const identity = () => stack.service('identity').schema;
  const root = () => ApiClient.signing(stack.url, identity(), 'root', 'admin');
  const ann = () => ApiClient.signing(stack.url, identity(), USER, 'user');

  const capture = (event: object) =>
    new ApiClient(stack.url, null).post('/batch', {
      api_key: WRITE_KEY,
      batch: [{ event: 'api_request', distinct_id: USER, ...event }],
    });
  const configure = (changes: object, headers = {}) =>
    ann().send('PUT', `${CONFIG}/${USER}`, JSON.stringify(changes), {
      'content-type': 'application/json',
      ...headers,
    });

  it.each([
    ['post', EVENTS, 201, () => ann().post(EVENTS, anEvent({ user_id: USER, event_id: 'a' }))],
    [
      'post',
      EVENTS,
      202,
      () => ann().post(EVENTS, anEvent({ user_id: USER }), { prefer: 'respond-async' }),
    ],
    ['post', EVENTS, 400, () => ann().post(EVENTS, {})],
    ['post', EVENTS, 403, () => ann().post(EVENTS, anEvent({ user_id: 'bob' }))],
    ['post', EVENTS, 415, () => ann().send('POST', EVENTS, 'x', { 'content-type': 'text/plain' })],
    [
      'post',
      `${EVENTS}/batch`,
      201,
      () => ann().post(`${EVENTS}/batch`, { events: [anEvent({ user_id: USER }), {}] }),
    ],
    [
      'post',
      `${EVENTS}/batch`,
      413,
      () => ann().post(`${EVENTS}/batch`, { events: Array(1001).fill({}) }),
    ],
    ['get', EVENTS, 200, () => ann().get(`${EVENTS}?limit=1`)],
    ['get', EVENTS, 401, () => new ApiClient(stack.url, null).get(EVENTS)],
    ['get', `${EVENTS}/{event_id}`, 200, () => ann().get(`${EVENTS}/a`)],
    [
      'post',
      PERFORMANCE,
      201,
      () => ann().post(PERFORMANCE, aMeasurement({ user_id: USER, page_load_time: 9000 })),
    ],
    ['post', PERFORMANCE, 400, () => ann().post(PERFORMANCE, {})],
    ['get', `${PERFORMANCE}/{user_id}`, 200, () => ann().get(`${PERFORMANCE}/${USER}`)],
    ['get', `${PERFORMANCE}/{user_id}`, 403, () => ann().get(`${PERFORMANCE}/bob`)],
    [
      'get',
      `${PERFORMANCE}/{user_id}/overview`,
      200,
      () => ann().get(`${PERFORMANCE}/${USER}/overview`),
    ],
    [
      'post',
      USAGE,
      201,
      () => ann().post(USAGE, { user_id: USER, date: '2026-10-01', page_views: 3 }),
    ],
    ['post', USAGE, 400, () => ann().post(USAGE, {})],
    [
      'get',
      `${USAGE}/{user_id}`,
      200,
      () => ann().get(`${USAGE}/${USER}?time_period=last_90_days`),
    ],
    ['get', `${USAGE}/{user_id}`, 400, () => ann().get(`${USAGE}/${USER}?limit=0`)],
    [
      'get',
      `${USAGE}/{user_id}/trends`,
      200,
      () => ann().get(`${USAGE}/${USER}/trends?metric=page_views`),
    ],
    [
      'post',
      ACTIVITIES,
      201,
      () => ann().post(ACTIVITIES, anActivity({ user_id: USER, severity: 'critical' })),
    ],
    ['post', ACTIVITIES, 400, () => ann().post(ACTIVITIES, { details: { duration: -1 } })],
    [
      'post',
      `${ACTIVITIES}/batch`,
      201,
      () => ann().post(`${ACTIVITIES}/batch`, { activities: [anActivity({ user_id: USER }), {}] }),
    ],
    ['get', `${ACTIVITIES}/{user_id}`, 200, () => ann().get(`${ACTIVITIES}/${USER}`)],
    ['get', `${ACTIVITIES}/{user_id}`, 403, () => ann().get(`${ACTIVITIES}/bob`)],
    [
      'get',
      `${ACTIVITIES}/{user_id}/summary`,
      200,
      () => ann().get(`${ACTIVITIES}/${USER}/summary`),
    ],
    ['get', `${ACTIVITIES}/{user_id}/verify`, 200, () => ann().get(`${ACTIVITIES}/${USER}/verify`)],
    ['get', '/analytics/dashboard/{user_id}', 200, () => ann().get(`/analytics/dashboard/${USER}`)],
    ['get', '/analytics/dashboard/{user_id}', 403, () => ann().get('/analytics/dashboard/bob')],
    ['get', '/analytics/trends/{user_id}', 200, () => ann().get(`/analytics/trends/${USER}`)],
    [
      'get',
      '/analytics/trends/{user_id}',
      400,
      () => ann().get(`/analytics/trends/${USER}?metrics=joy`),
    ],
    ['get', '/analytics/insights/{user_id}', 200, () => ann().get(`/analytics/insights/${USER}`)],
    ['get', `${CONFIG}/{user_id}`, 200, () => ann().get(`${CONFIG}/${USER}`)],
    ['put', `${CONFIG}/{user_id}`, 200, () => configure({ sample_rate: 1 })],
    ['put', `${CONFIG}/{user_id}`, 400, () => configure({ sample_rate: 2 })],
    [
      'put',
      `${CONFIG}/{user_id}`,
      412,
      () => configure({ sample_rate: 1 }, { 'if-match': '"99"' }),
    ],
    ['post', '/batch', 200, () => capture({ properties: { request_id: REQUEST } })],
    ['post', '/batch', 400, () => capture({ event: '' })],
    ['post', '/batch', 401, () => ann().post('/batch', { api_key: 'tm_other', batch: [] })],
    ...['activity', 'journey', 'events', 'errors', 'slow-requests'].map(
      (name): [string, string, number, () => Promise<{ status: number; body: unknown }>] => [
        'get',
        `${JOURNEYS}/user/${name}`,
        200,
        () => ann().get(`${JOURNEYS}/user/${name}`),
      ],
    ),
    ['get', `${JOURNEYS}/user/activity`, 400, () => ann().get(`${JOURNEYS}/user/activity?days=0`)],
    [
      'get',
      `${JOURNEYS}/user/activity`,
      403,
      () => ann().get(`${JOURNEYS}/user/activity?user_id=b`),
    ],
    [
      'get',
      `${JOURNEYS}/request/{request_id}`,
      200,
      async () => {
        await waitFor(
          async () => (await ann().get(`${JOURNEYS}/request/${REQUEST}`)).status === 200,
        );
        return ann().get(`${JOURNEYS}/request/${REQUEST}`);
      },
    ],
    ['get', `${JOURNEYS}/request/{request_id}`, 400, () => ann().get(`${JOURNEYS}/request/1`)],
    [
      'post',
      `${AUTH}/new_auth_route`,
      401,
      () => ann().post(`${AUTH}/new_auth_route`, { email: 'ann@example.com', password: 'x' }),
    ],
    ['post', `${AUTH}/new_auth_route`, 400, () => ann().post(`${AUTH}/new_auth_route`, {})],
    ['post', `${AUTH}/refresh`, 401, () => ann().post(`${AUTH}/refresh`, { refresh_token: 'x' })],
    ['post', WRITE_KEYS, 201, () => root().post(WRITE_KEYS, { label: 'shop' })],
    ['post', WRITE_KEYS, 403, () => ann().post(WRITE_KEYS, { label: 'shop' })],
    ['get', WRITE_KEYS, 200, () => root().get(WRITE_KEYS)],
    [
      'post',
      SIGNING_KEYS,
      201,
      () => ann().post(SIGNING_KEYS, { label: 'mine', algorithm: 'hmac-sha256' }),
    ],
    ['post', SIGNING_KEYS, 400, () => ann().post(SIGNING_KEYS, { algorithm: 'none' })],
    ['get', SIGNING_KEYS, 200, () => ann().get(SIGNING_KEYS)],
    ['get', `${EVENTS}/{event_id}`, 404, () => ann().get(`${EVENTS}/none`)],
  ])('describes what %s %s answers with %i', async (method, path, status, call) => {
    const answer = await call();
    expect(answer.status).toBe(status);
    const schema = pointer(
      'paths',
      path,
      method,
      'responses',
      String(status),
      'content',
      'application/json',
      'schema',
    );
    const validate = ajv.compile({ $ref: `api#${schema}` });
    validate(answer.body);
    expect(validate.errors).toBeNull();
  });
});
