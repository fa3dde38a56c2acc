import { EventBatchResult } from '@trailmark/contracts';
import { anEvent, ApiClient } from '@trailmark/testing';
import { sharedStack, SharedStack } from './shared-stack.js';

const EVENTS = '/analytics/events';

describe('what the gateway refuses', () => {
  let stack: SharedStack;
  const as = (sub: string) => ApiClient.as(stack.url, sub, 'user');

  beforeAll(async () => {
    stack = await sharedStack('events');
  });
  afterAll(() => stack.stop());

  describe('bad requests', () => {
    it.each([
      ['no token', null, 401],
      ['a garbage token', 'garbage', 401],
    ])('answers %s with %s', async (_case, token, status) => {
      const answer = await new ApiClient(stack.url, token).get(EVENTS);
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({ success: false, error: { code: 'UNAUTHORIZED' } });
    });

    it('names every wrong field', async () => {
      const bad = { ...anEvent({ user_id: 'bad' }), event_type: 'x', timestamp: 'soon', extra: 1 };
      const { status, body } = await as('bad').post(EVENTS, bad);
      expect(status).toBe(400);
      expect(body.error.details?.map(({ field }) => field).toSorted()).toEqual([
        'event_type',
        'extra',
        'timestamp',
      ]);
    });

    it('does not let a user write or read another’s data', async () => {
      expect((await as('bad').post(EVENTS, anEvent({ user_id: 'ann' }))).status).toBe(403);
      expect((await as('bad').get(`${EVENTS}?user_id=ann`)).status).toBe(403);
      expect((await as('bad').get(`${EVENTS}?user_ids=bad,ann`)).status).toBe(403);
    });

    it.each([
      ['malformed JSON', 'POST', EVENTS, '{bad', 'application/json', 400],
      ['another content type', 'POST', EVENTS, 'x', 'text/plain', 415],
      ['a form', 'POST', EVENTS, 'a=b', 'application/x-www-form-urlencoded', 415],
      ['no object', 'POST', EVENTS, '[]', 'application/json', 400],
      ['null', 'POST', EVENTS, 'null', 'application/json', 400],
      ['a body over 1 MiB', 'POST', EVENTS, `"${'x'.repeat(1 << 20)}"`, 'application/json', 413],
      ['an unknown route', 'GET', '/analytics/nothing', undefined, '', 404],
      ['a wrong method', 'DELETE', EVENTS, undefined, '', 404],
    ])('answers %s in the error envelope', async (_case, method, path, body, type, status) => {
      const headers: Record<string, string> = type ? { 'content-type': type } : {};
      const answer = await as('bad').send(method, path, body, headers);
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({
        success: false,
        error: { code: expect.any(String), message: expect.any(String) },
        metadata: { request_id: answer.headers.get('x-request-id') },
      });
    });

    it('refuses oversized properties whole', async () => {
      const properties = { text: 'x'.repeat(40_000) };
      const event = anEvent({ user_id: 'bad', properties });
      expect((await as('bad').post(EVENTS, event)).status).toBe(413);
    });

    it('refuses only the item whose keys poison objects', async () => {
      const good = JSON.stringify(anEvent({ user_id: 'bad' }));
      const poison = good.replace('"button_id"', '"constructor":{"prototype":1},"button_id"');
      const path = `${EVENTS}/batch`;
      const { body } = await as('bad').post<EventBatchResult>(
        path,
        `{"events":[${poison},${good}]}`,
      );
      expect(body.data).toMatchObject({ processed_count: 1, failed_count: 1 });
    });

    it.each(['fe80::1%eth0', '1.2.3', 'localhost'])(
      'refuses %s as an address',
      async (ip_address) => {
        const { body } = await as('bad').post(EVENTS, anEvent({ user_id: 'bad', ip_address }));
        expect(body.error.details?.[0]?.field).toBe('ip_address');
      },
    );

    it('refuses keys that poison objects', async () => {
      const text = JSON.stringify(anEvent({ user_id: 'bad' })).replace(
        '"button_id"',
        '"__proto__":{"x":1},"button_id"',
      );
      const { status, body } = await as('bad').post(EVENTS, text);
      expect(status).toBe(400);
      expect(body.error.details?.[0]?.field).toBe('properties.__proto__');
    });
  });

  describe('request ids', () => {
    it.each([
      ['req-1.a:b_c', true],
      ['has space', false],
      ['x'.repeat(129), false],
    ])('returns %s: %s', async (id, kept) => {
      const { headers } = await as('rid').get(EVENTS, { 'x-request-id': id });
      expect(headers.get('x-request-id') === id).toBe(kept);
      expect(headers.get('x-request-id')).toMatch(/^[\w.:-]{1,128}$/);
    });
  });

  it('serves its OpenAPI document and a page to browse it', async () => {
    const document = (await (await fetch(`${stack.url}/openapi.json`)).json()) as { paths: object };
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([EVENTS, `${EVENTS}/batch`, '/analytics/dashboard/{user_id}']),
    );
    const page = await fetch(`${stack.url}/docs`);
    expect(page.headers.get('content-type')).toContain('text/html');
  });
});
