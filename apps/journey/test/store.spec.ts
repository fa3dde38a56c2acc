import { Database } from '@trailmark/platform';
import { TestService } from '@trailmark/testing';
import { JourneyRecord } from '../src/store/journey-record.js';
import { JourneyWriter } from '../src/store/journey-writer.js';
import { aCaptured, aMessage, record } from './journey-messages.js';
import { asking, byId, startJourney } from './journey-service.js';

const UUID = '0190a5c0-0000-4000-8000-00000000000a';

describe('the store', () => {
  let service: TestService;
  const ask = asking(() => service);
  const write = (...records: JourneyRecord[]) =>
    service.app
      .get(Database)
      .transaction((sql) => service.app.get(JourneyWriter).write(sql, records));
  const eventsOf = async (user: string) =>
    (await ask('journey.event.find', { address: byId(user), days: 30, limit: 100 })).events;
  const pulled = (fields: Partial<JourneyRecord>): JourneyRecord => ({
    id: UUID,
    source: 'posthog',
    event: 'api_request',
    distinctId: 'ann',
    timestamp: new Date(Date.now() - 60_000).toISOString().replace('T', ' ').replace('Z', '000'),
    properties: { endpoint: '/x' },
    set: null,
    setOnce: null,
    link: null,
    ...fields,
  });
  const dayTotal = async () => {
    const [row] = await service.schema.query<{ n: unknown }>(
      'SELECT COALESCE(SUM(events), 0) AS n FROM journey_days',
    );
    return Number(row?.n);
  };

  beforeAll(async () => {
    service = await startJourney({ RETENTION_DAYS: '60' });
    await service.app.get(Database).ready();
  });
  beforeEach(async () => {
    for (const table of ['journey_events', 'journey_days', 'person_distinct_ids', 'persons']) {
      await service.schema.query(`DELETE FROM ${table}`);
    }
  });
  afterAll(() => service.stop());

  it('keeps an event once, be it captured or pulled, and says which are new', async () => {
    await record(aMessage({ uuid: UUID.toUpperCase(), event: 'api_request', distinct_id: 'ann' }));
    const other = pulled({ id: UUID.replace('a', 'b') });
    const fresh = await write(pulled({ timestamp: '2026-10-01 00:00:00.000001' }), other, other);
    expect(fresh.map(({ id }) => id)).toEqual([other.id]);
    expect(await write(pulled({}), other)).toEqual([]);
    expect(await write()).toEqual([]);
    expect(await eventsOf('ann')).toHaveLength(2);
    expect(await dayTotal()).toBe(2);
  });

  it('keeps an event once when both ways bring it at the same moment', async () => {
    const records = Array.from({ length: 50 }, (_, n) =>
      pulled({
        id: `0190a5c0-0000-4000-8000-${String(n).padStart(12, '0')}`,
        distinctId: `u${n % 3}`,
      }),
    );
    const later = records.map((one) => ({ ...one, timestamp: `${one.timestamp.slice(0, -1)}7` }));
    const writes = [records, later.toReversed(), records.toReversed(), later];
    const fresh = await Promise.all(writes.map((list) => write(...list)));
    expect(fresh.flat()).toHaveLength(50);
    expect(await dayTotal()).toBe(50);
  });

  it('drops what is older than the retention', async () => {
    const old = new Date(Date.now() - 61 * 86_400_000).toISOString();
    await record(aMessage({ distinct_id: 'ann', timestamp: old }, { distinct_id: 'ann' }));
    expect(await eventsOf('ann')).toHaveLength(1);
  });

  it('orders by microseconds, which a clock of milliseconds cannot tell apart', async () => {
    const second = new Date(Date.now() - 60_000).toISOString().slice(0, 19).replace('T', ' ');
    const order = [3, 1, 2, 5, 4];
    await write(
      ...order.map((n) =>
        pulled({
          id: UUID.replace(/a$/, String(9 - n)),
          timestamp: `${second}.00000${n}`,
          properties: { n },
        }),
      ),
    );
    expect((await eventsOf('ann')).map(({ properties }) => properties.n)).toEqual([5, 4, 3, 2, 1]);
  });

  it('keeps properties whole, however odd or long', async () => {
    const properties = {
      endpoint: `/${'e'.repeat(1000)}`,
      error_type: 't'.repeat(1000),
      text: '😀 "quoted" \\ back\\ud800slash \n',
      nested: { list: [1, null, { deep: true }] },
      toString: 'odd',
      long: 'x'.repeat(100_000),
    };
    await record(aMessage({ event: 'api_error', distinct_id: 'ann', properties }));
    expect((await eventsOf('ann'))[0]?.properties).toEqual(properties);
    const errors = await ask('journey.error.find', { address: byId('ann'), days: 7, limit: 5 });
    expect(errors.errors[0]).toMatchObject({ error_type: 't'.repeat(255) });
    await write(pulled({ properties: { half: 'a\ud800b' } }));
    expect((await eventsOf('ann')).map(({ properties: { half } }) => half)).toContain('a\ufffdb');
  });

  it('answers with as much as a message carries, the newest first', async () => {
    const start = Date.now() - 3_600_000;
    const large = Array.from({ length: 40 }, (_, n) =>
      aCaptured({
        distinct_id: 'ann',
        timestamp: new Date(start + n * 1000).toISOString(),
        properties: { n, long: 'y'.repeat(120_000) },
      }),
    );
    for (let n = 0; n < large.length; n += 5) await record(aMessage(...large.slice(n, n + 5)));
    const held = (await eventsOf('ann')).map(({ properties }) => properties.n);
    expect(held.length).toBeGreaterThan(5);
    expect(held).toEqual(Array.from({ length: held.length }, (_, n) => 39 - n));
    const journey = await ask('journey.journey.find', {
      address: byId('ann'),
      days: 7,
      include_correlation: true,
    });
    expect(journey).toMatchObject({ total_events: 40, truncated: true });
  });

  it('does not count what is stamped in the future before it comes', async () => {
    const tomorrow = new Date(Date.now() + 3_600_000).toISOString();
    await record(aMessage({ distinct_id: 'ann', timestamp: tomorrow }, { distinct_id: 'ann' }));
    const activity = await ask('journey.activity.find', { address: byId('ann'), days: 7 });
    expect(activity.total_events).toBe(1);
    expect(activity.timeline).toHaveLength(1);
  });

  it('counts a slow request once that is told twice', async () => {
    const request = { endpoint: '/slow', request_id: 'r1' };
    await record(
      aMessage(
        {
          event: 'api_request',
          distinct_id: 'ann',
          properties: { ...request, response_time_ms: 1500 },
        },
        {
          event: 'slow_request',
          distinct_id: 'ann',
          properties: { ...request, duration_ms: 1490 },
        },
        {
          event: 'api_request',
          distinct_id: 'ann',
          properties: { ...request, endpoint: '/other', response_time_ms: 1100 },
        },
      ),
    );
    const slow = await ask('journey.slow.find', { address: byId('ann'), days: 7, limit: 5 });
    expect(slow.total_slow_requests).toBe(2);
    expect(
      slow.slow_requests.map(({ endpoint, duration_ms }) => [endpoint, duration_ms]).toSorted(),
    ).toEqual([
      ['/other', 1100],
      ['/slow', 1490],
    ]);
  });

  it('groups what has no request by session, and what has neither by day', async () => {
    const noon = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 43_200_000;
    const event = (n: number, day: number, properties: Record<string, unknown>) => ({
      event: `e${n}`,
      distinct_id: 'ann',
      timestamp: new Date(noon - day * 86_400_000 + n * 1000).toISOString(),
      properties,
    });
    await record(
      aMessage(
        event(1, 1, { $session_id: 's1' }),
        event(2, 1, { $session_id: 's1', request_id: 'r1' }),
        event(3, 1, { $session_id: 's2' }),
        event(4, 1, { $session_id: 's1' }),
        event(5, 1, {}),
        event(6, 1, { request_id: 'r1' }),
        event(7, 1, {}),
        event(8, 0, {}),
      ),
    );
    const groups = async (include_correlation: boolean) => {
      const question = { address: byId('ann'), days: 7, include_correlation };
      const { events } = await ask('journey.journey.find', question);
      return events.map((group) => [group.request_id, group.events.map((one) => one.event)]);
    };
    expect(await groups(true)).toEqual([
      [null, ['e1', 'e4']],
      ['r1', ['e2', 'e6']],
      [null, ['e3']],
      [null, ['e5', 'e7']],
      [null, ['e8']],
    ]);
    expect(await groups(false)).toEqual([
      [null, ['e1', 'e2', 'e4']],
      [null, ['e3']],
      [null, ['e5', 'e6', 'e7']],
      [null, ['e8']],
    ]);
  });
});
