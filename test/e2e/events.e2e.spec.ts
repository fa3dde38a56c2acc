import { EventBatchResult, EventLocation, EventResult, EventView } from '@trailmark/contracts';
import { anEvent, ApiClient } from '@trailmark/testing';
import { startStack, Stack } from './stack.js';

const EVENTS = '/analytics/events';

describe('events over HTTP', () => {
  let stack: Stack;
  let service: ApiClient;
  const as = (sub: string) => ApiClient.as(stack.url, sub, 'user');

  beforeAll(async () => {
    stack = await startStack();
    service = ApiClient.as(stack.url, 'backend', 'service', 'support');
  });
  afterAll(() => stack.stop());

  describe('POST /analytics/events', () => {
    it('stores the event before it answers 201, and the next GET returns it', async () => {
      const sent = anEvent({ user_id: 'ann', timestamp: '2026-03-01T10:00:00.123Z' });
      const posted = await as('ann').post<EventResult>(EVENTS, sent);
      expect(posted.status).toBe(201);
      expect(posted.body.data).toEqual({ event_id: expect.any(String), status: 'stored' });
      expect(posted.body.metadata.processing_time).toEqual(expect.any(Number));

      const read = await as('ann').get<EventView[]>(EVENTS);
      expect(read.body.data).toHaveLength(1);
      expect(read.body.data[0]).toMatchObject({ id: posted.body.data.event_id, ...sent });
    });

    it('answers 202 queued at once when the client prefers not to wait', async () => {
      const headers = { prefer: 'respond-async' };
      const posted = await as('asy').post<EventResult>(
        EVENTS,
        anEvent({ user_id: 'asy' }),
        headers,
      );
      expect(posted.status).toBe(202);
      expect(posted.body.data.status).toBe('queued');
      expect(posted.headers.get('preference-applied')).toBe('respond-async');
    });

    it('stores a client event_id once and answers again with the first id', async () => {
      const event = anEvent({ user_id: 'dup', event_id: 'order-1' });
      const first = await as('dup').post<EventResult>(EVENTS, event);
      const again = await as('dup').post<EventResult>(EVENTS, event);
      expect(again.body.data).toEqual({
        event_id: first.body.data.event_id,
        status: 'duplicate',
      });
      expect((await as('dup').get<EventView[]>(EVENTS)).body.pagination.total).toBe(1);
    });

    it('keeps one event_id of two users apart', async () => {
      for (const user_id of ['eve', 'Eve']) {
        const posted = await as(user_id).post<EventResult>(
          EVENTS,
          anEvent({ user_id, event_id: 'same' }),
        );
        expect(posted.body.data.status).toBe('stored');
      }
    });

    it('drops what is older than the retention and says so', async () => {
      const old = anEvent({ user_id: 'old', timestamp: '2001-01-01T00:00:00Z' });
      const posted = await as('old').post<EventResult>(EVENTS, old);
      expect(posted.body.data).toMatchObject({ status: 'dropped', reason: 'outside_retention' });
      const located = await as('old').get<EventLocation>(`${EVENTS}/${posted.body.data.event_id}`);
      expect(located.body.data).toMatchObject({ status: 'dropped', reason: 'outside_retention' });
    });

    it('stores an address only as its keyed hash', async () => {
      await as('ip').post(EVENTS, anEvent({ user_id: 'ip', ip_address: '203.0.113.7' }));
      const [row] = await stack.schema.query<{ ip_address: string }>(
        'SELECT ip_address FROM analytics_events WHERE user_id = ?',
        ['ip'],
      );
      expect(row?.ip_address).toMatch(/^[\da-f]{32}$/);
    });
  });

  describe('POST /analytics/events/batch', () => {
    it('gives each item an outcome, in order, and stores the good ones', async () => {
      const user_id = 'bat';
      const events = [
        anEvent({ user_id, event_id: 'b1' }),
        { ...anEvent({ user_id }), event_type: 'nonsense', platform: 'toaster' },
        anEvent({ user_id: 'someone-else' }),
        anEvent({ user_id, event_id: 'b1' }),
        anEvent({ user_id, timestamp: '1999-01-01T00:00:00Z' }),
      ];
      const { status, body } = await as(user_id).post<EventBatchResult>(`${EVENTS}/batch`, {
        events,
      });
      expect(status).toBe(201);
      expect(body.data).toMatchObject({ processed_count: 3, failed_count: 2 });
      const { results } = body.data;
      expect(results.map((result) => result.status)).toEqual([
        'stored',
        'failed',
        'failed',
        'duplicate',
        'dropped',
      ]);
      expect(results[1]?.error?.details?.map(({ field }) => field)).toEqual([
        'events.1.event_type',
        'events.1.platform',
      ]);
      expect(results[2]?.error?.code).toBe('FORBIDDEN');
      expect(results[3]?.event_id).toBe(results[0]?.event_id);
    });

    it('takes 1000 events and counts every one', async () => {
      const events = Array.from({ length: 1000 }, (_, n) =>
        anEvent({ user_id: 'kilo', properties: { n, text: 'x'.repeat(500) } }),
      );
      const { body } = await as('kilo').post<EventBatchResult>(`${EVENTS}/batch`, { events });
      expect(body.data).toMatchObject({ processed_count: 1000, failed_count: 0 });
      const [row] = await stack.schema.query<{ n: number; ids: number }>(
        `SELECT COUNT(*) AS n, COUNT(DISTINCT id) AS ids FROM analytics_events WHERE user_id = 'kilo'`,
      );
      expect(row).toEqual({ n: 1000, ids: 1000 });
    });

    it.each([
      ['no item is valid', { events: [{ ...anEvent({ user_id: 'x' }), source: 'moon' }] }, 400],
      ['every item is another user’s', { events: [anEvent({ user_id: 'y' })] }, 403],
      ['the list is missing', {}, 400],
      ['the list is empty', { events: [] }, 400],
      ['there is an unknown field', { events: [anEvent({ user_id: 'x' })], extra: 1 }, 400],
      ['there are 1001 items', { events: Array<object>(1001).fill({}) }, 413],
    ])('refuses the whole batch when %s', async (_case, body, status) => {
      expect((await as('x').post(`${EVENTS}/batch`, body)).status).toBe(status);
    });
  });

  describe('text', () => {
    const texts = ['😀👩‍👩‍👧', 'مرحبا بالعالم', '𝒳𠜎𠜱', "Robert'); DROP TABLE--", 'a\\"b\n\tc'];

    it.each(texts)('brings %j back unchanged in every text field', async (text) => {
      const name = text.replace(/\s/g, '');
      const sent = anEvent({
        user_id: `u${name}`,
        session_id: `s${name}`,
        event_name: name,
        properties: { [text]: text, list: [text] },
        user_agent: text,
        location: { country: text, region: text, city: text, timezone: text },
      });
      expect((await service.post(EVENTS, sent)).status).toBe(201);
      const path = `${EVENTS}?user_id=${encodeURIComponent(sent.user_id)}`;
      expect((await service.get<EventView[]>(path)).body.data[0]).toMatchObject({ ...sent });
    });

    it('takes case-different user ids for different users', async () => {
      for (const user_id of ['Case_1', 'case_1', 'case_1']) {
        await service.post(EVENTS, anEvent({ user_id }));
      }
      expect((await as('Case_1').get<EventView[]>(EVENTS)).body.pagination.total).toBe(1);
      expect((await as('case_1').get<EventView[]>(EVENTS)).body.pagination.total).toBe(2);
    });
  });

  describe('time', () => {
    it.each([
      ['2026-03-29T01:59:59.999+01:00', '2026-03-29T00:59:59.999Z'],
      ['2026-03-29T03:00:00.000+02:00', '2026-03-29T01:00:00.000Z'],
      ['2025-10-26T02:30:00+02:00', '2025-10-26T00:30:00.000Z'],
      ['2025-10-26T02:30:00+01:00', '2025-10-26T01:30:00.000Z'],
      ['2026-06-01T00:15:00+05:30', '2026-05-31T18:45:00.000Z'],
      ['2026-06-01T00:15:00+05:45', '2026-05-31T18:30:00.000Z'],
    ])('stores %s as the instant %s', async (timestamp, instant) => {
      const user_id = `t${timestamp}`;
      await service.post(EVENTS, anEvent({ user_id, timestamp }));
      const [row] = await stack.schema.query<{ at: string }>(
        `SELECT CAST(timestamp AS CHAR) AS at FROM analytics_events WHERE user_id = ?`,
        [user_id],
      );
      expect(row?.at).toBe(instant.replace('T', ' ').replace('Z', ''));
      expect((await as(user_id).get<EventView[]>(EVENTS)).body.data[0]?.timestamp).toBe(instant);
    });
  });

  describe('GET /analytics/events', () => {
    const day = (n: number) => `2026-02-${String(n).padStart(2, '0')}T12:00:00.000Z`;
    const list = async (query: string) =>
      (await service.get<EventView[]>(`${EVENTS}?user_id=lister&${query}`)).body;

    beforeAll(async () => {
      const events = Array.from({ length: 25 }, (_, n) =>
        anEvent({
          user_id: 'lister',
          session_id: `s${n % 3}`,
          timestamp: day(n < 20 ? 1 + n : 20),
          event_type: n % 2 ? 'system_event' : 'user_action',
          event_category: n % 5 ? 'interaction' : 'errors',
          event_name: `name_${n % 4}`,
          platform: n % 2 ? 'mobile' : 'web',
          source: n % 2 ? 'api' : 'web_app',
          properties: { n, even: n % 2 === 0, 'odd "key"': `v${n % 3}` },
        }),
      );
      await service.post(`${EVENTS}/batch`, { events });
    });

    it('lists newest first with exact totals', async () => {
      const body = await list('limit=10&page=3');
      expect(body.data).toHaveLength(5);
      expect(body.pagination).toMatchObject({
        page: 3,
        per_page: 10,
        total: 25,
        total_relation: 'eq',
        total_pages: 3,
        has_next: false,
        has_previous: true,
      });
      expect(body.data.at(-1)?.timestamp).toBe(day(1));
    });

    it('walks every event once by cursor, also among equal timestamps', async () => {
      const seen: string[] = [];
      for (let cursor = ''; ;) {
        const body = await list(`limit=4${cursor && `&cursor=${cursor}`}`);
        seen.push(...body.data.map(({ id }) => id));
        if (!body.pagination.next_cursor) break;
        cursor = body.pagination.next_cursor;
      }
      expect(new Set(seen).size).toBe(25);
      expect(seen).toHaveLength(25);
    });

    it.each([
      ['event_type=system_event', 12],
      ['event_types=system_event,user_action', 25],
      ['event_type=system_event&event_type=user_action', 25],
      ['event_category=errors', 5],
      ['event_categories=errors,interaction', 25],
      ['event_name=name_0', 7],
      ['platform=mobile', 12],
      ['platforms=mobile,web', 25],
      ['source=api', 12],
      ['sources=api,web_app', 25],
      ['session_id=s0', 9],
      ['properties[n]=3', 1],
      ['properties[even]=true', 13],
      [`properties[${encodeURIComponent('odd "key"')}]=v1`, 8],
      ['properties[n]=3&properties[even]=true', 0],
      ['start_date=2026-02-10', 16],
      ['end_date=2026-02-10', 10],
      ['start_date=2026-02-10&end_date=2026-02-10', 1],
      [`start_date=${day(10)}&end_date=${day(11)}`, 2],
      [`start_date=${encodeURIComponent('2026-02-10T17:30:00+05:30')}&end_date=2026-02-10`, 1],
      ['start_date=2026-02-21', 0],
    ])('filters by %s', async (query, total) => {
      const body = await list(query);
      expect(body.pagination.total).toBe(total);
      expect(body.data).toHaveLength(total);
    });

    it.each([
      ['foo=1', 'foo'],
      ['page=0', 'page'],
      ['limit=201', 'limit'],
      ['limit=ten', 'limit'],
      ['event_type=nonsense', 'event_type'],
      ['start_date=2026-02-30', 'start_date'],
      ['start_date=2026-02-10T10:00:00', 'start_date'],
      ['start_date=2026-02-10&end_date=2026-02-09', 'end_date'],
      ['cursor=zzz', 'cursor'],
      ['page=2000&limit=200', 'page'],
    ])('refuses %s naming the field', async (query, field) => {
      const { status, body } = await service.get(`${EVENTS}?${query}`);
      expect(status).toBe(400);
      expect(body.error).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ field }] });
    });

    it('does not search properties of everybody without bounds', async () => {
      const { status, body } = await service.get(`${EVENTS}?properties[n]=3`);
      expect(status).toBe(400);
      expect(body.error.details?.[0]?.field).toBe('properties');
    });

    it('answers 304 to a client that has the page already', async () => {
      const path = `${EVENTS}?user_id=lister&limit=1`;
      const first = await service.get(path);
      const etag = first.headers.get('etag') ?? '';
      expect(first.headers.get('cache-control')).toContain('private');
      expect((await service.get(path, { 'if-none-match': etag })).status).toBe(304);
    });

    it('answers an unknown user with an empty list', async () => {
      const { status, body } = await as('nobody').get<EventView[]>(EVENTS);
      expect(status).toBe(200);
      expect(body.data).toEqual([]);
      expect(body.pagination).toMatchObject({ total: 0, total_pages: 0, has_next: false });
    });
  });

  describe('GET /analytics/events/{event_id}', () => {
    it('finds an event by our id and by the client’s', async () => {
      const event = anEvent({ user_id: 'loc', event_id: 'mine' });
      const posted = await as('loc').post<EventResult>(EVENTS, event);
      const id = posted.body.data.event_id;
      for (const name of [id, 'mine']) {
        const located = await as('loc').get<EventLocation>(`${EVENTS}/${name}`);
        expect(located.body.data).toMatchObject({ event_id: id, status: 'stored', event: { id } });
      }
    });

    it('hides another user’s event and an unknown one alike', async () => {
      const posted = await as('hid').post<EventResult>(EVENTS, anEvent({ user_id: 'hid' }));
      const path = `${EVENTS}/${posted.body.data.event_id}`;
      expect((await as('other').get(path)).status).toBe(404);
      expect((await as('hid').get(`${EVENTS}/01a2047a-87db-7000-9677-5f3d199b5617`)).status).toBe(
        404,
      );
      expect((await service.get(path)).status).toBe(200);
    });
  });

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
    expect(Object.keys(document.paths)).toEqual([
      EVENTS,
      `${EVENTS}/batch`,
      `${EVENTS}/{event_id}`,
    ]);
    const page = await fetch(`${stack.url}/docs`);
    expect(page.headers.get('content-type')).toContain('text/html');
  });
});
