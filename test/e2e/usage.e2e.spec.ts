import { randomUUID } from 'node:crypto';
import { EVENT_STREAM, RecordEventDto, UsageResult, UsageView } from '@trailmark/contracts';
import { anEvent, ApiClient, unacknowledgedFacts, waitFor } from '@trailmark/testing';
import { PATIENT, startStack, Stack } from './stack.js';
import { GUIDE } from './usage-example.js';
import { recount } from './usage-recount.js';

const USAGE = '/analytics/usage';

const range = (from: string, to: string): string =>
  `time_period=custom&start_date=${from}&end_date=${to}`;

describe('usage over HTTP', () => {
  let stack: Stack;
  let client: ApiClient;

  beforeAll(async () => {
    stack = await startStack({
      services: ['events', 'usage'],
      env: { ...PATIENT, RETENTION_DAYS: '3650' },
    });
    client = ApiClient.as(stack.url, 'backend', 'admin');
  });
  afterAll(() => stack.stop());

  const submit = (body: object) => client.post<UsageResult>(USAGE, body);
  const send = (events: Partial<RecordEventDto>[]) =>
    client.post('/analytics/events/batch', { events: events.map(anEvent) });
  const read = async (user: string, query: string) => {
    const answer = await client.get<UsageView[]>(`${USAGE}/${user}?${query}`);
    expect(answer.status).toBe(200);
    return answer.body;
  };

  it('takes the guide’s example as it stands and reads it back equal', async () => {
    const { status, body } = await submit(GUIDE);
    expect(status).toBe(201);
    expect(body.data).toEqual({ metrics_id: expect.any(String), status: 'stored' });
    const { data, pagination } = await read('string', range('2025-09-18', '2025-09-18'));
    expect(data).toEqual([
      {
        ...GUIDE,
        id: body.data.metrics_id,
        source: 'submitted',
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    ]);
    expect(pagination).toMatchObject({ total: 1, total_pages: 1, has_next: false });
  });

  it('lets the later submission of a day win as a whole', async () => {
    const day = { user_id: 'twice', date: '2026-10-01' };
    await submit({ ...day, session_count: 1, page_views: 9 });
    const { body } = await submit({ ...day, session_count: 2 });
    const { data } = await read('twice', range('2026-10-01', '2026-10-01'));
    expect(data).toEqual([
      expect.objectContaining({ id: body.data.metrics_id, session_count: 2, page_views: 0 }),
    ]);
  });

  describe('of days without a submission', () => {
    const at = (time: string) => new Date(time).toISOString();
    const view = (session: string, time: string, page: string) => ({
      user_id: 'derived',
      session_id: session,
      event_name: 'page_view',
      event_category: 'navigation' as const,
      timestamp: at(time),
      properties: { page },
    });
    const use = (session: string, time: string, name: string, properties = {}) => ({
      user_id: 'derived',
      session_id: session,
      event_name: name,
      timestamp: at(time),
      properties,
    });
    const rows = async () =>
      stack.service('events').schema.query<Parameters<typeof recount>[0][number]>(
        `SELECT session_id, event_type, event_category, event_name, properties, timestamp
           FROM analytics_events WHERE user_id = 'derived' ORDER BY timestamp, id`,
      );
    const period = range('2026-10-01', '2026-10-31');

    beforeAll(async () => {
      await send([
        view('s1', '2026-10-02T10:00:00Z', '/a?tab=1'),
        view('s1', '2026-10-02T10:00:40Z', 'https://shop.example/b#top'),
        use('s1', '2026-10-02T10:01:00Z', 'save', { duration_ms: 1500 }),
        use('s1', '2026-10-02T10:01:30Z', 'save', { time_spent: 2 }),
        view('s2', '2026-10-02T23:58:00Z', '/a'),
        view('s2', '2026-10-03T00:04:00Z', '/c'),
        view('s3', '2026-10-20T07:00:00Z', '/a'),
        { ...use('s3', '2026-10-20T07:00:01.400Z', 'crash'), event_type: 'error_event' },
      ]);
    });

    it('equals a recount of the raw events', async () => {
      const { data } = await read('derived', period);
      expect(data).toEqual(
        recount(await rows()).map((day): unknown =>
          expect.objectContaining({ ...day, source: 'derived' }),
        ),
      );
      expect(data.map(({ date }) => date)).toEqual(['2026-10-20', '2026-10-03', '2026-10-02']);
    });

    it('counts late events and no event twice', async () => {
      const late = { ...view('s1', '2026-10-02T09:59:00Z', '/early'), event_id: randomUUID() };
      await send([late]);
      await send([late, view('s0', '2026-09-15T12:00:00Z', '/first')]);
      const { data } = await read('derived', period);
      expect(data).toEqual(
        recount(await rows())
          .filter(({ date }) => date >= '2026-10-01')
          .map((day): unknown => expect.objectContaining(day)),
      );
      expect(data.at(-1)).toMatchObject({
        page_views: 4,
        retention_data: { days_since_signup: 17, is_new_user: false },
      });
    });

    it('takes field by field what is submitted and derives the rest', async () => {
      const [before] = (await read('derived', range('2026-10-20', '2026-10-20'))).data;
      await submit({ user_id: 'derived', date: '2026-10-20', page_views: 77, features_used: [] });
      const [after] = (await read('derived', range('2026-10-20', '2026-10-20'))).data;
      expect(after).toMatchObject({
        page_views: 77,
        features_used: [],
        session_count: before?.session_count,
        user_flow: before?.user_flow,
        retention_data: before?.retention_data,
        source: 'submitted',
      });
      await submit({ user_id: 'derived', date: '2026-10-20' });
      const [derived] = (await read('derived', range('2026-10-20', '2026-10-20'))).data;
      expect(derived).toMatchObject({ page_views: before?.page_views, source: 'derived' });
    });

    it('is brought up to date without a read when the user has fallen quiet', async () => {
      const { schema } = stack.service('usage');
      await send([{ user_id: 'live', event_name: 'page_view', properties: { page: '/live' } }]);
      const stored = () =>
        schema.query(`SELECT page_views, source FROM usage_metrics WHERE user_id = 'live'`);
      await waitFor(async () => (await stored()).length === 1);
      expect(await stored()).toEqual([{ page_views: 1, source: 'derived' }]);
    });

    it('pages newest first, by number and by cursor', async () => {
      const first = await read('derived', `${period}&limit=2`);
      expect(first.pagination).toMatchObject({ total: 3, total_pages: 2, has_next: true });
      const second = await read('derived', `${period}&limit=2&page=2`);
      const cursor = String(first.pagination.next_cursor);
      expect((await read('derived', `${period}&limit=2&cursor=${cursor}`)).data).toEqual(
        second.data,
      );
      expect([...first.data, ...second.data].map(({ date }) => date)).toEqual([
        '2026-10-20',
        '2026-10-03',
        '2026-10-02',
      ]);
    });

    it('equals a recount when replicas of both services are killed under load', async () => {
      const { events, usage } = { events: stack.service('events'), usage: stack.service('usage') };
      const replicas = [await events.startReplica(), await usage.startReplica()];
      const batches = Array.from({ length: 20 }, (_, n) =>
        Array.from({ length: 10 }, (_event, m) => ({
          ...view(`k${(n + m) % 6}`, `2026-10-${10 + (n % 5)}T0${m}:${10 + n}:00Z`, `/p${m % 4}`),
          event_id: `k${n}-${m}`,
        })),
      );
      const sending = batches.map((batch) => send(batch));
      await Promise.all([events.app.kill(), usage.app.kill()]);
      await Promise.all([...sending, ...batches.map((batch) => send(batch))]);
      events.app.launch();
      usage.app.launch();
      await Promise.all([events.app.ready(), usage.app.ready()]);
      await waitFor(async () => (await unacknowledgedFacts(EVENT_STREAM)) === 0);
      const expected = recount(await rows()).filter(({ date }) => date < '2026-10-20');
      const { data } = await read('derived', range('2026-09-01', '2026-10-19'));
      expect(data).toEqual(expected.map((day): unknown => expect.objectContaining(day)));
      await Promise.all(replicas.map((replica) => replica.stop()));
    });

    it('is served as stored while the events do not answer', async () => {
      const before = (await read('derived', period)).data;
      const { app } = stack.service('events');
      await app.stop();
      expect((await read('derived', period)).data).toEqual(before);
      app.launch();
      await app.ready();
    });
  });

  it('answers a user without anything with an empty list', async () => {
    const body = await read('nobody', '');
    expect(body.data).toEqual([]);
    expect(body.pagination).toMatchObject({ total: 0, has_next: false });
  });

  it('lets a user see and submit its own days only', async () => {
    const ann = ApiClient.as(stack.url, 'ann', 'user');
    expect((await ann.get(`${USAGE}/bob`)).status).toBe(403);
    expect((await ann.get(`${USAGE}/bob/trends?metric=page_views`)).status).toBe(403);
    expect((await ann.post(USAGE, { ...GUIDE, user_id: 'bob' })).status).toBe(403);
    expect((await ann.get(`${USAGE}/ann`)).status).toBe(200);
  });
});
