import { AnalyticsConfigView, Role } from '@trailmark/contracts';
import { NatsConnection } from '@trailmark/platform';
import { ApiAnswer, ApiClient, connectNats, resetStreams, waitFor } from '@trailmark/testing';
import { FakeConfigs } from './fake-configs.js';
import { startGateway, TestGateway } from './tracking-gateway.js';

const PATH = '/analytics/config/ann';

describe('/analytics/config/{user_id}', () => {
  let connection: NatsConnection;
  let configs: FakeConfigs;
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
    configs = new FakeConfigs(connection);
    await connection.flush();
  });
  afterAll(async () => {
    await gateway.app.close();
    await connection.close();
  });

  const ann = () => ApiClient.as(gateway.url, 'ann', 'user');
  const get = (headers = {}) => ann().get<AnalyticsConfigView>(PATH, headers);
  const put = (
    body: unknown,
    headers = {},
    client = ann(),
  ): Promise<ApiAnswer<AnalyticsConfigView>> =>
    client.send('PUT', PATH, typeof body === 'string' ? body : JSON.stringify(body), {
      'content-type': 'application/json',
      ...headers,
    });

  describe('read', () => {
    it('is in the envelope, with its version as a strong ETag', async () => {
      const { status, headers, body } = await get();
      expect(status).toBe(200);
      expect(headers.get('etag')).toBe('"3"');
      expect(headers.get('cache-control')).toBe('private, no-cache');
      expect(body).toMatchObject({ success: true, data: { user_id: 'ann', version: 3 } });
      expect(body.metadata.request_id).toBe(headers.get('x-request-id'));
    });

    it.each(['"3"', 'W/"3"', '"1", "3"', '*'])('is 304 to one who has %s', async (tags) => {
      const { status, headers, body } = await get({ 'if-none-match': tags });
      expect([status, headers.get('etag'), body]).toEqual([304, '"3"', null]);
    });

    it.each(['"2"', '3', '"33"', ''])('is 200 to one who has %s', async (tags) => {
      expect((await get({ 'if-none-match': tags })).status).toBe(200);
    });
  });

  describe('changed', () => {
    it('hands on what the body names, and answers with the new version', async () => {
      const changes = { sample_rate: 0.5, excluded_pages: ['/a*'], privacy_mode: null };
      const { status, headers, body } = await put(changes);
      expect([status, headers.get('etag'), body.data.version]).toEqual([200, '"4"', 4]);
      expect(configs.requests).toEqual([{ user_id: 'ann', changes, if_version: null }]);
    });

    it.each([
      ['"3"', 3],
      ['"2", "3"', 3],
      ['W/"2", "3"', 3],
      ['*', null],
    ])('is when If-Match is %s', async (tags, version) => {
      const { status } = await put({ sample_rate: 1 }, { 'if-match': tags });
      expect(status).toBe(200);
      expect(configs.requests.at(-1)).toMatchObject({ if_version: version });
    });

    it.each(['"2"', '"1", "2"', 'W/"3"', '"abc"', '""'])(
      'is not, but 412, when If-Match is %s',
      async (tags) => {
        const { status, body } = await put({ sample_rate: 1 }, { 'if-match': tags });
        expect(status).toBe(412);
        expect(body.error).toEqual({
          code: 'PRECONDITION_FAILED',
          message: expect.stringContaining('version is 3'),
        });
        expect(configs.version).toBe(3);
      },
    );

    it.each(['3', 'W/3', '"3" "4"', '*, "3"'])('is refused when If-Match is %s', async (tags) => {
      const { status, body } = await put({ sample_rate: 1 }, { 'if-match': tags });
      expect([status, body.error.code]).toEqual([400, 'VALIDATION_ERROR']);
      expect(body.error.details?.map(({ field }) => field)).toEqual(['If-Match']);
      expect(configs.requests).toEqual([]);
    });

    it('is refused by the names of all that is wrong', async () => {
      const wrong = {
        tracking_enabled: 1,
        sample_rate: 1.01,
        data_retention_days: 1.5,
        excluded_events: 'debug',
        excluded_pages: [''],
        user_id: 'bob',
        version: 3,
      };
      const { status, body } = await put(wrong);
      expect([status, body.error.code]).toEqual([400, 'VALIDATION_ERROR']);
      expect(body.error.details?.map(({ field }) => field).toSorted()).toEqual(
        Object.keys(wrong).toSorted(),
      );
      expect(configs.requests).toEqual([]);
    });

    it.each(['[]', '[{}]', '5', '"text"', 'true', '{', ''])(
      'is refused when the body is %j',
      async (body) => {
        expect((await put(body)).status).toBe(400);
        expect(configs.requests).toEqual([]);
      },
    );

    it('is refused as anything but JSON', async () => {
      expect((await put('sample_rate=1', { 'content-type': 'text/plain' })).status).toBe(415);
    });
  });

  it.each<[Role, string, number, number]>([
    ['user', 'ann', 200, 200],
    ['user', 'bob', 403, 403],
    ['support', 'ann', 200, 200],
    ['support', 'sue', 200, 403],
    ['service', 'ann', 200, 200],
    ['service', 'backend', 403, 403],
    ['admin', 'root', 200, 200],
  ])('lets a %s called %s read: %i, and change: %i', async (role, sub, reads, changes) => {
    const client = ApiClient.as(gateway.url, sub, role);
    expect((await client.get(PATH)).status).toBe(reads);
    expect((await put({}, {}, client)).status).toBe(changes);
  });

  it('answers nobody without a token', async () => {
    const nobody = new ApiClient(gateway.url, null);
    expect((await nobody.get(PATH)).status).toBe(401);
    expect((await put({}, {}, nobody)).status).toBe(401);
  });

  it('is unavailable while the dashboard service is away', async () => {
    await connection.close();
    for (const { status, body } of [await get(), await put({ sample_rate: 1 })]) {
      expect([status, body.error.code]).toEqual([503, 'UNAVAILABLE']);
    }
  });

  it.each(['%20ann', 'a'.repeat(129), '%ff'])('refuses the user id %s', async (user) => {
    const admin = ApiClient.as(gateway.url, 'root', 'admin');
    expect((await admin.get(`/analytics/config/${user}`)).status).toBe(400);
    expect(configs.requests).toEqual([]);
  });
});
