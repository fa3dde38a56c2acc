import { FindTraceDto, JourneyEvent, RecordEventDto, Trace } from '@trailmark/contracts';
import { Database, MAX_TRACE_BYTES, RpcClient, runInContext } from '@trailmark/platform';
import { explain, seeded, TestService, waitFor } from '@trailmark/testing';
import { TracesService } from '../src/traces/traces.service.js';
import { aMessage, publish, unacknowledged } from './event-messages.js';
import { startEvents } from './events-service.js';

const REQUEST = '82b0da6e-9c9b-422b-b748-9e16ea98f45b';
const HUGE = '82b0da6e-9c9b-422b-b748-9e16ea98f45c';
const HEAVY = '82b0da6e-9c9b-422b-b748-9e16ea98f45e';
const UNKNOWN = '82b0da6e-9c9b-422b-b748-9e16ea98f45d';
const START = Date.UTC(2026, 9, 25);
const DAY_MS = 86_400_000;

interface RawEvent {
  id: string;
  user: string;
  at: string;
  event: string;
  properties: unknown;
}

describe('events.request.find', () => {
  let service: TestService;
  const random = seeded(7);

  const ask = (query: Partial<FindTraceDto>): Promise<Trace> => {
    const principal = { sub: 'test', email: null, roles: ['service' as const] };
    const question = Object.assign(new FindTraceDto(), { request_id: REQUEST, ...query });
    return runInContext({ requestId: 'traces', principal }, () =>
      service.app.get(RpcClient).call('events.request.find', question),
    );
  };

  /** All the rows, looked through without the column. */
  const recount = async (id: string, users?: string[]): Promise<JourneyEvent[]> => {
    const rows = await service.schema.query<RawEvent>(
      `SELECT HEX(id) AS id, user_id AS user, event_name AS event, CAST(properties AS CHAR) AS properties,
              DATE_FORMAT(timestamp, '%Y-%m-%dT%H:%i:%s.%f') AS at
         FROM analytics_events`,
    );
    return rows
      .map(({ properties, ...row }) => ({
        ...row,
        properties: JSON.parse(String(properties)) as Record<string, unknown> | null,
      }))
      .filter(({ properties, user }) => {
        return properties?.request_id === id && (users?.includes(user) ?? true);
      })
      .toSorted((a, b) => (`${a.at}${a.id}` < `${b.at}${b.id}` ? -1 : 1))
      .map(({ at, event, properties }) => ({
        timestamp: `${at.slice(0, 23)}Z`,
        event,
        properties: properties ?? {},
      }));
  };

  const anyEvent = (n: number): Partial<RecordEventDto> => ({
    user_id: `u${n % 4}`,
    event_id: `e${n}`,
    event_name: `step_${n}`,
    timestamp: new Date(START + Math.floor(random() * 60) * 1000).toISOString(),
    properties: [
      { request_id: REQUEST, step: n, nested: { é: ['☃', null] } },
      { request_id: UNKNOWN.slice(1) },
      { request_id: [REQUEST] },
      { other: REQUEST },
      null,
    ][n % 5],
  });

  beforeAll(async () => {
    service = await startEvents();
    const traced = aMessage(...Array.from({ length: 100 }, (_, n) => anyEvent(n)));
    const late = aMessage({
      ...anyEvent(100),
      timestamp: new Date(START - 40 * DAY_MS).toISOString(),
    });
    const huge = (from: number) =>
      aMessage(
        ...Array.from({ length: 600 }, (_, n) => ({
          user_id: `h${from + n}`,
          timestamp: new Date(START + (1200 - from - n)).toISOString(),
          properties: { request_id: HUGE, n: from + n },
        })),
      );
    const heavy = (from: number) =>
      aMessage(
        ...Array.from({ length: 20 }, (_, n) => ({
          timestamp: new Date(START + from + n).toISOString(),
          properties: { request_id: HEAVY, text: '☃'.repeat(10_000) },
        })),
      );
    await publish([traced, traced, late, huge(0), huge(600), heavy(20), heavy(0)]);
    await publish([aMessage(...traced.facts.map(({ body }) => body))]);
    await waitFor(async () => (await unacknowledged()) === 0);
    await service.schema.query('ANALYZE TABLE analytics_events');
  });
  afterAll(() => service.stop());

  it('has what carries the request id, once, oldest first, late ones in their place', async () => {
    const { events } = await ask({});
    expect(events).toHaveLength(21);
    expect(events).toEqual(await recount(REQUEST));
    expect(events[0]).toMatchObject({ event: 'step_100', properties: { request_id: REQUEST } });
    expect(events[1]?.properties).toMatchObject({ nested: { é: ['☃', null] } });
  });

  it.each([[['u0']], [['u1', 'u3', 'nobody']]])(
    'has only that of %j when asked so',
    async (users) => {
      const { events } = await ask({ user_ids: users });
      expect(events).toEqual(await recount(REQUEST, users));
      expect(events.length).toBeGreaterThan(0);
    },
  );

  it.each([
    ['an unknown request', { request_id: UNKNOWN }],
    ['no users at all', { user_ids: [] }],
    ['a user who has none', { user_ids: ['nobody'] }],
    ['a user of another spelling', { user_ids: ['U0'] }],
  ])('has nothing of %s', async (_case, query) => {
    expect(await ask(query)).toEqual({ events: [] });
  });

  it('has the oldest 1000 of more', async () => {
    const { events } = await ask({ request_id: HUGE });
    expect(events).toEqual((await recount(HUGE)).slice(0, 1000));
  });

  it('has the oldest of more than a message carries', async () => {
    const { events } = await ask({ request_id: HEAVY });
    expect(events).toEqual((await recount(HEAVY)).slice(0, 26));
    expect(Buffer.byteLength(JSON.stringify(events))).toBeLessThan(MAX_TRACE_BYTES);
  });

  it('has those of as many users as can be named', async () => {
    const users = Array.from({ length: 1000 }, (_, n) => `h${n + 100}`);
    const { events } = await ask({ request_id: HUGE, user_ids: users });
    expect(events).toHaveLength(1000);
    expect(events).toEqual(await recount(HUGE, users));
  });

  it('is not asked with anything but a UUID', async () => {
    await expect(ask({ request_id: 'req_456' })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'request_id' }],
    });
  });

  it.each([
    ['anybody', undefined],
    ['one user', ['u0']],
    ['many users', Array.from({ length: 300 }, (_, n) => `u${n}`)],
  ])('reads the index of request ids only, for %s', async (_case, user_ids) => {
    const { dataSource } = service.app.get(Database);
    const rows = await explain(dataSource, service.schema, () =>
      service.app.get(TracesService).find({ request_id: REQUEST, user_ids: user_ids ?? null }),
    );
    const read = rows.filter(({ table }) => table === 'traced');
    expect(read.map(({ key }) => key)).toEqual(['idx_request']);
    expect(read[0]?.Extra ?? '').not.toContain('filesort');
    expect(read[0]?.rows).toBeLessThan(50);
  });
});
