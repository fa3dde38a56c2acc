import { gzipSync } from 'node:zlib';
import { runInNewContext } from 'node:vm';
import { ErrorBody } from '@trailmark/contracts';
import { CaptureGateway, WRITE_KEY } from './capture-gateway.js';

const good = (n: number) => ({ event: 'counted', distinct_id: `user ${n}`, properties: { n } });

describe('the endpoints of SDKs', () => {
  let gateway: CaptureGateway;

  beforeAll(async () => {
    gateway = await CaptureGateway.start();
  });
  afterEach(() => gateway.forget());
  afterAll(() => gateway.stop());

  const errorOf = async (answer: Response): Promise<ErrorBody> =>
    ((await answer.json()) as { error: ErrorBody }).error;

  describe('a batch', () => {
    it('becomes one message, whose facts are its events in their order', async () => {
      const answer = await gateway.send([good(1), good(2)]);
      expect(answer.status).toBe(200);
      const [message, ...others] = await gateway.messages();
      expect(others).toEqual([]);
      expect(message?.request_id).toBe(answer.headers.get('x-request-id'));
      expect(message?.facts).toMatchObject(
        [1, 2].map((n) => ({
          user_id: `user ${n}`,
          body: { event: 'counted', properties: { n } },
        })),
      );
      expect(message?.facts.every(({ key, body }) => key === body.uuid)).toBe(true);
    });

    it('keeps the ids that the SDK gave, so that a second sending is recognised', async () => {
      const uuid = '0198a1b2-c3d4-7abc-9def-0123456789ab';
      const event = { ...good(1), uuid };
      await gateway.send([event]);
      await gateway.send([event]);
      expect((await gateway.facts()).map(({ key }) => key)).toEqual([uuid, uuid]);
    });

    it('is corrected by the clock of the sender', async () => {
      const hour = 3_600_000;
      const fast = Date.now() + hour;
      const before = Date.now();
      const timestamp = new Date(fast - 5000).toISOString();
      await gateway.send([{ ...good(1), timestamp }], { sent_at: new Date(fast).toISOString() });
      const [event] = await gateway.events();
      const at = Date.parse(event?.timestamp ?? '');
      expect(at).toBeGreaterThanOrEqual(before - 5000);
      expect(at).toBeLessThanOrEqual(Date.now() - 4900);
    });

    it('keeps its good events, and names the others', async () => {
      const answer = await gateway.send([
        good(0),
        { ...good(1), distinct_id: '' },
        null,
        { ...good(3), event: undefined, properties: 'none' },
        good(4),
      ]);
      expect(answer.status).toBe(400);
      const { code, message, details = [] } = await errorOf(answer);
      expect(code).toBe('VALIDATION_ERROR');
      expect(message).toBe('3 of 5 events cannot be taken; the others were taken.');
      expect(details.map(({ field }) => field)).toEqual([
        'batch.1.distinct_id',
        'batch.2',
        'batch.3.event',
        'batch.3.properties',
      ]);
      expect((await gateway.events()).map(({ properties }) => properties.n)).toEqual([0, 4]);
    });

    it('names no more than a hundred fields', async () => {
      const answer = await gateway.send(Array(150).fill({}));
      const { message, details } = await errorOf(answer);
      expect(message).toBe('150 of 150 events cannot be taken.');
      expect(details).toHaveLength(100);
      expect(await gateway.messages()).toEqual([]);
    });

    it.each<[string, unknown, string]>([
      ['a list', [{ event: 'e', token: WRITE_KEY }], '0.distinct_id'],
      ['a single event', { event: 'e', token: WRITE_KEY }, 'distinct_id'],
    ])('is named as it was sent: %s', async (_what, body, field) => {
      const answer = await gateway.post('/e/', JSON.stringify(body));
      expect((await errorOf(answer)).details).toMatchObject([{ field }]);
    });

    it('of large events takes several messages', async () => {
      const text = 'x'.repeat(100_000);
      const events = [1, 2, 3, 4, 5].map((n) => ({ ...good(n), properties: { n, text } }));
      expect((await gateway.send(events)).status).toBe(200);
      expect((await gateway.messages()).length).toBeGreaterThan(1);
      expect((await gateway.events()).map(({ properties }) => properties.n)).toEqual([
        1, 2, 3, 4, 5,
      ]);
    });
  });

  it('make of what is sent to /engage what it sets of the person', async () => {
    const body = { $token: WRITE_KEY, $distinct_id: 'ann', $set: { plan: 'pro' } };
    expect((await gateway.post('/engage/', JSON.stringify(body))).status).toBe(200);
    expect(await gateway.events()).toMatchObject([
      { event: '$set', distinct_id: 'ann', set: { plan: 'pro' } },
    ]);
  });

  describe('for pages of any origin', () => {
    const ORIGIN = { origin: 'https://shop.example' };

    it.each([
      '/batch/',
      '/capture',
      '/e/',
      '/i/v0/e/',
      '/track/',
      '/engage/',
      '/flags/',
      '/decide/',
    ])('allow what %s is to be asked', async (path) => {
      const asked = 'content-type, content-encoding, x-posthog-session-id';
      const answer = await fetch(`${gateway.url}${path}?v=2`, {
        method: 'OPTIONS',
        headers: {
          ...ORIGIN,
          'access-control-request-method': 'POST',
          'access-control-request-headers': asked,
        },
      });
      expect(answer.status).toBe(204);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('access-control-allow-headers')).toBe(asked);
      expect(answer.headers.get('access-control-allow-methods')).toContain('POST');
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    });

    it.each<[number, string, string]>([
      [200, '/e/', JSON.stringify({ api_key: WRITE_KEY, ...good(1) })],
      [400, '/e/', '{'],
      [401, '/e/', JSON.stringify(good(1))],
      [413, '/e/', ' '.repeat(1024 * 1024 + 1)],
      [200, '/flags/?v=2', JSON.stringify({ token: WRITE_KEY, distinct_id: 'ann' })],
      [401, '/flags/?v=2', JSON.stringify({ token: 'x', distinct_id: 'ann' })],
    ])('answer readably with %i at %s', async (status, path, body) => {
      const answer = await gateway.post(path, body, ORIGIN);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('access-control-expose-headers')).toContain('retry-after');
    });

    it('do not open the rest of the API', async () => {
      const { headers } = await fetch(`${gateway.url}/analytics/events`, { headers: ORIGIN });
      expect(headers.get('access-control-allow-origin')).toBeNull();
    });
  });

  describe('that SDKs ask', () => {
    it.each(['/flags', '/flags/?v=2', '/decide/?v=3'])(
      'say at %s that there are no flags',
      async (path) => {
        const body = gzipSync(JSON.stringify({ api_key: WRITE_KEY, distinct_id: 'ann' }));
        const answer = await gateway.post(path, body, { 'content-type': 'text/plain' });
        expect(answer.status).toBe(200);
        expect(await answer.json()).toMatchObject({
          flags: {},
          featureFlags: {},
          featureFlagPayloads: {},
          errorsWhileComputingFlags: false,
        });
        expect(await gateway.messages()).toEqual([]);
      },
    );

    it('say what they are to do, as JSON and as a script', async () => {
      const path = `${gateway.url}/array/${WRITE_KEY}/config`;
      const config: unknown = await (await fetch(path)).json();
      expect(config).toMatchObject({
        hasFeatureFlags: false,
        sessionRecording: false,
        supportedCompression: expect.arrayContaining(['gzip-js']),
      });
      const script = await fetch(`${path}.js`);
      expect(script.headers.get('content-type')).toMatch(/^application\/javascript/);
      const window: { _POSTHOG_REMOTE_CONFIG?: object } = {};
      runInNewContext(await script.text(), { window });
      expect(JSON.parse(JSON.stringify(window))).toEqual({
        _POSTHOG_REMOTE_CONFIG: { [WRITE_KEY]: { config, siteApps: [] } },
      });
    });

    it.each(['config', 'config.js'])('tell nobody without a key: %s', async (file) => {
      const answer = await fetch(`${gateway.url}/array/tm_another"];alert(1)/${file}`);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(await answer.text()).not.toContain('alert');
    });
  });
});
