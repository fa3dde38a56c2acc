import { issueToken } from '@trailmark/auth';
import { ErrorCode, ErrorEnvelope, Role } from '@trailmark/contracts';
import { NatsConnection } from '@trailmark/platform';
import { ApiClient, connectNats, resetStreams, TEST_JWT_SECRET, waitFor } from '@trailmark/testing';
import { startGateway, TestGateway } from '../tracking/tracking-gateway.js';
import { FakeJourneys } from './fake-journeys.js';

const BASE = '/api/analytics';
const REQUEST = '82b0da6e-9c9b-422b-b748-9e16ea98f45b';
const ANN = { user_id: 'ann', email: null, own: true };
const USER_ROUTES = ['activity', 'journey', 'events', 'errors', 'slow-requests'];

describe('/api/analytics', () => {
  let connection: NatsConnection;
  let journeys: FakeJourneys;
  let gateway: TestGateway;

  beforeAll(async () => {
    await resetStreams();
    connection = await connectNats();
    gateway = await startGateway();
    await waitFor(() => gateway.isReady());
  });
  beforeEach(async () => {
    await connection.close();
    connection = await connectNats();
    journeys = new FakeJourneys(connection);
    await connection.flush();
  });
  afterAll(async () => {
    await gateway.app.close();
    await connection.close();
  });

  const clientOf = (sub: string, role: Role, email?: string): ApiClient => {
    const claims = { sub, roles: [role], ...(email !== undefined && { email }) };
    return new ApiClient(gateway.url, issueToken(TEST_JWT_SECRET, claims));
  };

  const get = async (
    path: string,
    client = clientOf('ann', 'user', 'Ann@Example.com'),
    headers: Record<string, string> = {},
  ) => {
    const answer = await client.get(`${BASE}/${path}`, headers);
    return { ...answer, body: answer.body as unknown };
  };

  const codeOf = (body: unknown): ErrorCode => (body as ErrorEnvelope).error.code;

  /** The answer is a refusal that names these fields, and nobody was asked. */
  const expectRefused = async (path: string, fields: string[], client?: ApiClient) => {
    const { status, body } = await get(path, client);
    const { success, error } = body as ErrorEnvelope;
    expect([status, success, error.code]).toEqual([400, false, 'VALIDATION_ERROR']);
    expect(error.details?.map(({ field }) => field).toSorted()).toEqual(fields);
    expect(journeys.asked).toEqual([]);
  };

  describe('the parameters', () => {
    it.each([
      ['user/activity', 'journey.activity.find', { days: 30 }],
      ['user/journey', 'journey.journey.find', { days: 7, include_correlation: true }],
      ['user/events', 'journey.event.find', { days: 30, limit: 100, event_type: null }],
      ['user/errors', 'journey.error.find', { days: 30, limit: 50 }],
      ['user/slow-requests', 'journey.slow.find', { days: 30, limit: 50 }],
    ])('of %s have defaults', async (path, subject, defaults) => {
      expect((await get(path)).status).toBe(200);
      expect(journeys.asked).toEqual([{ subject, data: { address: ANN, ...defaults } }]);
    });

    it.each([
      ['user/activity?days=365', { days: 365 }],
      ['user/activity?days=1', { days: 1 }],
      ['user/journey?days=90&include_correlation=false', { days: 90, include_correlation: false }],
      ['user/journey?include_correlation=TRUE', { days: 7, include_correlation: true }],
      [
        'user/events?days=365&limit=1000&event_type=api_request',
        { days: 365, limit: 1000, event_type: 'api_request' },
      ],
      ['user/errors?days=365&limit=500', { days: 365, limit: 500 }],
      ['user/slow-requests?days=365&limit=500', { days: 365, limit: 500 }],
    ])('of %s are handed on', async (path, data) => {
      expect((await get(path)).status).toBe(200);
      expect(journeys.asked.map((asked) => asked.data)).toEqual([{ address: ANN, ...data }]);
    });

    it.each([
      ['user/activity?days=366', ['days']],
      ['user/activity?days=0', ['days']],
      ['user/activity?days=1.5', ['days']],
      ['user/activity?days=week', ['days']],
      ['user/activity?days=', ['days']],
      ['user/activity?days=1&days=2', ['days']],
      ['user/activity?limit=10', ['limit']],
      ['user/journey?days=91', ['days']],
      ['user/journey?include_correlation=yes', ['include_correlation']],
      ['user/events?limit=1001', ['limit']],
      ['user/events?days=366&limit=0', ['days', 'limit']],
      ['user/events?event_type=', ['event_type']],
      [`user/events?event_type=${'a'.repeat(256)}`, ['event_type']],
      ['user/errors?limit=501', ['limit']],
      ['user/errors?days=400', ['days']],
      ['user/errors?event_type=api_error', ['event_type']],
      ['user/slow-requests?limit=501', ['limit']],
      ['user/slow-requests?days=-1', ['days']],
      ['user/activity?day=7', ['day']],
      ['user/activity?email=', ['email']],
      ['user/activity?email=ann@example.com&email=ann@example.com', ['email']],
      [`user/activity?email=${'a'.repeat(321)}`, ['email']],
    ])('of %s are refused by name', (path, fields) => expectRefused(path, fields.toSorted()));

    it.each([
      ['user_id=', ['user_id']],
      [`user_id=${'a'.repeat(201)}`, ['user_id']],
      ['user_id=%20ann', ['user_id']],
      ['user_id=ann&user_id=bob', ['user_id']],
      ['user_id=ann&email=ann@example.com', ['email']],
    ])('that say who are refused when they are %s', async (query, fields) => {
      for (const route of USER_ROUTES) {
        await expectRefused(`user/${route}?${query}`, fields, clientOf('sue', 'support'));
      }
    });

    it.each(['82b0da6e', `${REQUEST}0`, 'req_456', '%20', `${REQUEST}%00`])(
      'of a request are a UUID, not %s',
      (id) => expectRefused(`request/${id}`, ['request_id']),
    );
  });

  describe('who is meant', () => {
    const forbidden = { status: 403, code: 'FORBIDDEN', asked: [] };
    const asks = async (path: string, client: ApiClient) => {
      const { status, body } = await get(path, client);
      const asked = journeys.asked.splice(0).map(({ data }) => data as { address?: unknown });
      return status === 200
        ? asked.map(({ address }) => address)
        : [{ status, code: codeOf(body), asked }];
    };
    const byId = (user_id: string, own: boolean) => ({ user_id, email: null, own });
    const byEmail = (email: string) => ({ user_id: null, email, own: false });

    it.each<[Role, string, object]>([
      ['user', '', byId('ann', true)],
      ['user', 'user_id=ann', byId('ann', true)],
      ['user', 'email=ann@example.com', byId('ann', true)],
      ['user', 'email=ANN@EXAMPLE.COM', byId('ann', true)],
      ['user', 'user_id=bob', forbidden],
      ['user', 'user_id=Ann', forbidden],
      ['user', 'email=bob@example.com', forbidden],
      ['user', 'email=ann@example.com.evil.org', forbidden],
      ['user', 'email=ann', forbidden],
      ['user', 'user_id=bob&email=ann@example.com', forbidden],
      ['service', '', byId('ann', true)],
      ['service', 'user_id=bob', forbidden],
      ['service', 'email=bob@example.com', forbidden],
      ['support', '', byId('ann', true)],
      ['support', 'user_id=ann', byId('ann', true)],
      ['support', 'user_id=bob', byId('bob', false)],
      ['support', 'user_id=a,b', byId('a,b', false)],
      ['support', 'email=bob@example.com', byEmail('bob@example.com')],
      ['support', 'email=ann@example.com', byId('ann', true)],
      ['admin', 'user_id=bob', byId('bob', false)],
      ['admin', 'email=bob%2Bx@example.com', byEmail('bob+x@example.com')],
    ])('by a %s called ann who asks %j is %j', async (role, query, expected) => {
      for (const route of USER_ROUTES) {
        const client = clientOf('ann', role, 'Ann@Example.com');
        expect([route, await asks(`user/${route}?${query}`, client)]).toEqual([route, [expected]]);
      }
    });

    it.each(['ann@example.com', 'null', 'undefined'])(
      'is not %s of one whose token tells no address',
      async (email) => {
        const client = clientOf('ann', 'user');
        expect(await asks(`user/activity?email=${email}`, client)).toEqual([forbidden]);
      },
    );

    it.each<[Role, string | null]>([
      ['user', 'ann'],
      ['service', 'ann'],
      ['support', null],
      ['admin', null],
    ])('in a request that a %s asks for: only %j', async (role, user_id) => {
      expect((await get(`request/${REQUEST}`, clientOf('ann', role))).status).toBe(200);
      expect(journeys.asked).toEqual([
        { subject: 'journey.request.find', data: { request_id: REQUEST, user_id } },
      ]);
    });

    it('is nobody without a token', async () => {
      const stranger = new ApiClient(gateway.url, null);
      for (const path of [...USER_ROUTES.map((route) => `user/${route}`), `request/${REQUEST}`]) {
        const { status, body } = await get(path, stranger);
        expect([status, codeOf(body)]).toEqual([401, 'UNAUTHORIZED']);
      }
      expect(journeys.asked).toEqual([]);
    });
  });

  describe('the answer', () => {
    const paths = [...USER_ROUTES.map((route) => `user/${route}`), `request/${REQUEST}`];

    it.each(paths)('of %s is bare, private, and has a tag of its content', async (path) => {
      const response = { user_id: 'ann', nested: [{ stale: true, none: null }] };
      journeys.answer = { response };
      const { status, headers, body } = await get(path);
      expect([status, body]).toEqual([200, response]);
      expect(headers.get('content-type')).toMatch(/^application\/json/);
      expect(headers.get('cache-control')).toBe('private, no-cache');
      expect(headers.get('x-request-id')).toMatch(/\S/);
      const etag = headers.get('etag') ?? '';
      expect(etag).toMatch(/^W\/"[\w-]{27}"$/);
      const again = await get(path, undefined, { 'if-none-match': `"x", ${etag}` });
      expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, null, etag]);
      journeys.answer = { response: { ...response, user_id: 'Ann' } };
      const changed = await get(path, undefined, { 'if-none-match': etag });
      expect([changed.status, changed.headers.get('etag') === etag]).toEqual([200, false]);
    });

    it.each<[ErrorCode, number]>([
      ['NOT_FOUND', 404],
      ['UPSTREAM_ERROR', 502],
      ['UNAVAILABLE', 503],
      ['VALIDATION_ERROR', 400],
      ['INTERNAL_ERROR', 500],
    ])('to %s is %i in the envelope of errors', async (code, expected) => {
      journeys.answer = { err: { code, message: 'As the journey service says.' } };
      for (const path of paths) {
        const { status, headers, body } = await get(path);
        expect([path, status, body]).toEqual([
          path,
          expected,
          {
            success: false,
            error: { code, message: 'As the journey service says.' },
            metadata: {
              timestamp: expect.any(String),
              request_id: headers.get('x-request-id'),
              processing_time: expect.any(Number),
            },
          },
        ]);
        expect(headers.get('retry-after')).toBe(code === 'UNAVAILABLE' ? '1' : null);
        expect(headers.get('etag')).toBeNull();
      }
    });

    it('is 503 while the journey service is away', async () => {
      await connection.close();
      for (const path of paths) {
        const { status, body } = await get(path);
        expect([status, codeOf(body)]).toEqual([503, 'UNAVAILABLE']);
      }
    });

    it.each(['user', 'user/nothing', 'request', 'user/ACTIVITY'])('of %s is 404', async (path) => {
      const { status, body } = await get(path);
      expect([status, codeOf(body)]).toEqual([404, 'NOT_FOUND']);
    });
  });
});
