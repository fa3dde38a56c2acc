import { EventLocation, EventResult, EventView } from '@trailmark/contracts';
import { anEvent, ApiClient } from '@trailmark/testing';
import { sharedStack, SharedStack } from './shared-stack.js';

const EVENTS = '/analytics/events';

describe('reading events over HTTP', () => {
  let stack: SharedStack;
  let service: ApiClient;
  const as = (sub: string) => ApiClient.as(stack.url, sub, 'user');

  beforeAll(async () => {
    stack = await sharedStack('events');
    service = ApiClient.as(stack.url, 'backend', 'service', 'support');
  });
  afterAll(() => stack.stop());

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
          properties: {
            n,
            even: n % 2 === 0,
            'odd "key"': `v${n % 3}`,
            ...(n === 7 && { toString: 'builtin' }),
          },
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
      ['event_types=system_event', 12],
      ['event_types=system_event,user_action', 25],
      ['event_type=system_event&event_type=user_action', 25],
      ['event_category=errors', 5],
      ['event_categories=errors,interaction', 25],
      ['event_name=name_0', 7],
      ['platform=mobile', 12],
      ['platforms=mobile', 12],
      ['platforms=mobile,web', 25],
      ['source=api', 12],
      ['sources=api,web_app', 25],
      ['session_id=s0', 9],
      ['properties[n]=3', 1],
      ['properties[toString]=builtin', 1],
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

    it('does not take a comma in a user’s id for two users', async () => {
      await service.post(EVENTS, anEvent({ user_id: 'comma_a' }));
      await service.post(EVENTS, anEvent({ user_id: 'comma_a,comma_b' }));
      const own = await as('comma_a,comma_b').get<EventView[]>(EVENTS);
      expect(own.body.data.map(({ user_id }) => user_id)).toEqual(['comma_a,comma_b']);
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
});
