import { Database } from '@trailmark/platform';
import { TestService } from '@trailmark/testing';
import { toSqlInstant } from '../src/store/captured-record.js';
import { JourneyRecord } from '../src/store/journey-record.js';
import { JourneyWriter } from '../src/store/journey-writer.js';
import { asking, byId, startJourney } from './journey-service.js';

const DAY_MS = 86_400_000;

describe('one slow request of which two events tell', () => {
  let service: TestService;
  const ask = asking(() => service);
  const at = (ago: number) => toSqlInstant(new Date(Date.now() - ago).toISOString());
  let next = 0;

  const told = (event: string, fields: Partial<JourneyRecord> = {}): JourneyRecord => ({
    id: `0190a5c0-0000-4000-8000-${String((next += 1)).padStart(12, '0')}`,
    source: 'capture',
    event,
    distinctId: 'ann',
    timestamp: at(10 * DAY_MS),
    properties: { endpoint: '/slow', request_id: 'r', response_time_ms: 1500, duration_ms: 2500 },
    set: null,
    setOnce: null,
    link: null,
    ...fields,
  });
  const request = (fields?: Partial<JourneyRecord>) => told('api_request', fields);
  const slow = (fields?: Partial<JourneyRecord>) => told('slow_request', fields);

  const write = (...records: JourneyRecord[]) =>
    service.app
      .get(Database)
      .transaction((sql) => service.app.get(JourneyWriter).write(sql, records));

  const durations = async (): Promise<unknown> => {
    const question = { address: byId('ann'), days: 90 };
    const { slow_requests } = await ask('journey.activity.find', question);
    const list = await ask('journey.slow.find', { ...question, limit: 50 });
    expect(list.total_slow_requests).toBe(slow_requests.total);
    expect(list.slow_requests).toHaveLength(slow_requests.total);
    const { count = 0, average_duration_ms = 0 } = slow_requests.by_endpoint['/slow'] ?? {};
    const shown = list.slow_requests.map(({ duration_ms }) => duration_ms);
    expect(count * average_duration_ms).toBe(shown.reduce((sum, ms) => sum + ms, 0));
    return shown.toSorted((a, b) => a - b);
  };

  beforeAll(async () => {
    service = await startJourney();
    await service.app.get(Database).ready();
  });
  beforeEach(async () => {
    for (const table of ['journey_events', 'journey_days', 'journey_months']) {
      await service.schema.query(`DELETE FROM ${table}`);
    }
  });
  afterAll(() => service.stop());

  it.each([
    ['together', (a: JourneyRecord, b: JourneyRecord) => [[a, b]]],
    ['the request first', (a: JourneyRecord, b: JourneyRecord) => [[a], [b]]],
    ['the request last', (a: JourneyRecord, b: JourneyRecord) => [[b], [a]]],
    ['again and again', (a: JourneyRecord, b: JourneyRecord) => [[a], [b], [b, a], [a]]],
  ])('counts once, told %s', async (_name, batches) => {
    for (const batch of batches(request(), slow({ timestamp: at(10 * DAY_MS + 5) }))) {
      await write(...batch);
    }
    expect(await durations()).toEqual([2500]);
  });

  it('counts once, told by two writers at the same moment', async () => {
    const pairs = Array.from({ length: 30 }, (_, n) => {
      const fields = { properties: { ...slow().properties, request_id: `r${n}` } };
      return [request(fields), slow(fields)] as const;
    });
    await Promise.all(pairs.flatMap(([a, b]) => [write(a), write(b)]));
    expect(await durations()).toEqual(pairs.map(() => 2500));
  });

  it.each<[string, Partial<JourneyRecord>, number]>([
    ['another endpoint', { properties: { ...slow().properties, endpoint: '/x' } }, 2],
    ['another request', { properties: { ...slow().properties, request_id: 'r2' } }, 2],
    ['no request', { properties: { endpoint: '/slow', duration_ms: 2500 } }, 2],
    ['another id', { distinctId: 'bob' }, 1],
    ['two days later', { timestamp: at(8 * DAY_MS) }, 2],
    ['the same request hours later', { timestamp: at(10 * DAY_MS - 3_600_000) }, 1],
  ])('a slow_request of %s', async (_name, fields, count) => {
    await write(request(), slow(fields));
    const question = { address: byId('ann'), days: 90, limit: 50 };
    expect(await ask('journey.slow.find', question)).toMatchObject({ total_slow_requests: count });
  });
});
