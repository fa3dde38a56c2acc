import { EventBatchResult, EventLocation, EventResult, EventView } from '@trailmark/contracts';
import { anEvent, ApiClient, AppProcess, waitFor } from '@trailmark/testing';
import { sharedStack, SharedStack } from './shared-stack.js';

const EVENTS = '/analytics/events';

describe('recording events over HTTP', () => {
  let stack: SharedStack;
  let gateway: AppProcess;
  let service: ApiClient;
  const as = (sub: string) => ApiClient.as(gateway.url, sub, 'user');

  beforeAll(async () => {
    stack = await sharedStack('events');
    gateway = await stack.startGateway({ USER_AGENT_ANONYMISATION: 'keep' });
    service = ApiClient.as(gateway.url, 'backend', 'service', 'support');
  });
  afterAll(async () => {
    await gateway.stop();
    await stack.stop();
  });

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

    it('tells each of many clients at once what became of its own event', async () => {
      const names = Array.from({ length: 60 }, (_, n) => `crowd_${n}`);
      const send = (name: string, n: number) =>
        service.post<EventResult>(
          EVENTS,
          anEvent({ user_id: 'crowd', session_id: name, event_name: name, event_id: `e${n % 50}` }),
          n % 7 === 0 ? { prefer: 'respond-async' } : {},
        );
      const posted = await Promise.all(names.map(send));
      const stored = new Map<string, string>();
      await waitFor(async () => {
        const read = await service.get<EventView[]>(`${EVENTS}?user_id=crowd&limit=100`);
        for (const { id, event_name } of read.body.data) stored.set(id, event_name);
        return stored.size === 50;
      });
      posted.forEach(({ body: { data } }, n) => {
        const name = stored.get(data.event_id ?? '');
        const twin = names[n < 50 ? n + 50 : n - 50];
        if (data.status === 'stored') expect(name).toBe(names[n]);
        else if (data.status === 'duplicate') expect(name).toBe(twin ?? 'no duplicate');
        else expect(data.status).toBe('queued');
      });
    });

    it('drops what is older than the retention and says so', async () => {
      const old = anEvent({ user_id: 'old', timestamp: '2001-01-01T00:00:00Z' });
      const posted = await as('old').post<EventResult>(EVENTS, old);
      expect(posted.body.data).toMatchObject({ status: 'dropped', reason: 'outside_retention' });
      const located = await as('old').get<EventLocation>(`${EVENTS}/${posted.body.data.event_id}`);
      expect(located.body.data).toMatchObject({ status: 'dropped', reason: 'outside_retention' });
    });

    it('keeps property names that JavaScript itself uses', async () => {
      const properties = { toString: 'x', nested: { valueOf: 1, hasOwnProperty: [2] } };
      await as('js').post(EVENTS, anEvent({ user_id: 'js', properties }));
      const read = await as('js').get<EventView[]>(EVENTS);
      expect(read.body.data[0]?.properties).toEqual(properties);
    });

    it('stores an address only as its keyed hash', async () => {
      await as('ip').post(EVENTS, anEvent({ user_id: 'ip', ip_address: '203.0.113.7' }));
      const [row] = await stack
        .service('events')
        .schema.query<{ ip_address: string }>(
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
      const [row] = await stack
        .service('events')
        .schema.query<{ n: number; ids: number }>(
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
      const [row] = await stack
        .service('events')
        .schema.query<{ at: string }>(
          `SELECT CAST(timestamp AS CHAR) AS at FROM analytics_events WHERE user_id = ?`,
          [user_id],
        );
      expect(row?.at).toBe(instant.replace('T', ' ').replace('Z', ''));
      expect((await as(user_id).get<EventView[]>(EVENTS)).body.data[0]?.timestamp).toBe(instant);
    });
  });
});
