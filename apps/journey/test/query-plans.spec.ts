import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { UserEventsView, UserJourneyView } from '@trailmark/contracts';
import { Database, jsonOf } from '@trailmark/platform';
import { explain, TestSchema, TestService, waitFor } from '@trailmark/testing';
import { ActivityService } from '../src/answers/activity/activity.service.js';
import { ErrorsService } from '../src/answers/errors/errors.service.js';
import { EventsService } from '../src/answers/events/events.service.js';
import { JourneyService } from '../src/answers/journey/journey.service.js';
import { RequestService } from '../src/answers/request/request.service.js';
import { SlowService } from '../src/answers/slow/slow.service.js';
import { Totals } from '../src/answers/totals.js';
import { JourneyRecord } from '../src/store/journey-record.js';
import { toSqlInstant } from '../src/store/captured-record.js';
import { JourneyWriter } from '../src/store/journey-writer.js';
import { countRowsRead } from './rows-read.js';
import { byEmail, byId, startJourney } from './journey-service.js';

const DAY_MS = 86_400_000;
const MANY = 50_000;
const FEW = 200;
const NAMES = ['api_request', 'click', 'api_request', 'page', 'api_error', 'slow_request', 'click'];

const uuid = (user: number, n: number): string =>
  `00000000-0000-4000-80${String(user).padStart(2, '0')}-${String(n).padStart(12, '0')}`;

describe('queries that serve requests', () => {
  let service: TestService;
  let schema: TestSchema;
  let app: NestFastifyApplication;
  const requestId = (n: number) => `82b0da6e-9c9b-422b-b748-${String(n).padStart(12, '0')}`;

  /** Events of one user spread evenly over a year, most without anything wrong. */
  const recordOf = (user: number, n: number, count: number): JourneyRecord => {
    const event = n % 25 === 0 ? NAMES[(n / 25) % NAMES.length] : NAMES[n % 4];
    return {
      id: uuid(user, n),
      source: 'capture',
      event: event ?? 'click',
      distinctId: n % 10 === 0 ? `anon-${user}` : `user-${user}`,
      timestamp: toSqlInstant(
        new Date(Date.now() - ((n + 1) * 364 * DAY_MS) / count).toISOString(),
      ),
      properties: {
        endpoint: `/api/${n % 20}`,
        response_time_ms: n % 100 === 0 ? 2000 : 50,
        request_id: requestId(user * MANY + n),
      },
      set: n === 0 ? { email: `user-${user}@x.org` } : null,
      setOnce: null,
      link: n === 0 ? { kind: 'alias', distinct_id: `user-${user}` } : null,
    };
  };

  beforeAll(async () => {
    service = await startJourney();
    ({ app, schema } = service);
    await app.get(Database).ready();
    await waitFor(async () => {
      const [row] = await schema.query<{ n: number }>(
        `SELECT COUNT(*) AS n FROM information_schema.PARTITIONS
          WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'journey_months'`,
      );
      return Number(row?.n) > 20;
    });
    const write = (records: JourneyRecord[]) =>
      app.get(Database).transaction((sql) => app.get(JourneyWriter).write(sql, records));
    for (let user = 1; user <= 40; user += 1) {
      await write(Array.from({ length: FEW }, (_, n) => recordOf(user, n, FEW)));
    }
    for (let first = 0; first < MANY; first += 5000) {
      await write(Array.from({ length: 5000 }, (_, n) => recordOf(0, first + n, MANY)));
    }
    await schema.query(
      `ANALYZE TABLE journey_events, journey_days, journey_months, persons, person_distinct_ids,
         person_links`,
    );
  });
  afterAll(() => service.stop());

  const plans = async (work: () => Promise<unknown>) =>
    (await explain(app.get(Database).dataSource, schema, work)).filter(
      ({ table }) => table !== null && !table.startsWith('<'),
    );

  const rowsRead = (work: () => Promise<unknown>) =>
    countRowsRead(app.get(Database).dataSource, schema, work);

  const few = { address: byId('user-3'), days: 365 };
  const many = { address: byEmail('USER-0@x.org'), days: 365 };

  const answers = (question: typeof few): [string, () => Promise<unknown>][] => [
    ['an activity summary', () => app.get(ActivityService).find(question)],
    [
      'a journey',
      () => app.get(JourneyService).find({ ...question, days: 90, include_correlation: true }),
    ],
    ['a list of events', () => app.get(EventsService).find({ ...question, limit: 100 })],
    [
      'a list of events of one name',
      () => app.get(EventsService).find({ ...question, event_type: 'click', limit: 100 }),
    ],
    ['a list of errors', () => app.get(ErrorsService).find({ ...question, limit: 50 })],
    ['a list of slow requests', () => app.get(SlowService).find({ ...question, limit: 50 })],
  ];

  it.each(answers(few))("%s reads the user's rows only, by an index", async (_name, work) => {
    const rows = await plans(work);
    expect(rows.length).toBeGreaterThan(0);
    for (const { table, key, rows: read } of rows) {
      expect([table, key]).toEqual([table, expect.stringMatching(/^(idx_|PRIMARY)/)]);
      expect(read).toBeLessThan(4 * FEW);
    }
  });

  it("a request reads the request's rows only", async () => {
    const rows = await plans(() =>
      app.get(RequestService).find({ request_id: requestId(3 * MANY + 7), user_id: 'user-3' }),
    );
    for (const { key, rows: read } of rows) {
      expect(key).toMatch(/^(idx_|PRIMARY)/);
      expect(read).toBeLessThan(50);
    }
  });

  it('a year of 50 000 events is counted from months and days, and only its ends from events', async () => {
    const to = new Date();
    const period = { from: new Date(to.getTime() - 365 * DAY_MS), to };
    const selection = { distinctIds: ['user-0', 'anon-0'], period };
    const read = () => app.get(Database).read((sql) => app.get(Totals).counts(sql, selection));
    const counts = await read();
    expect(counts.reduce((sum, { events }) => sum + events, 0)).toBe(MANY);
    expect(await rowsRead(read)).toBeLessThan(MANY / 20);
    const tables = (await plans(read)).map(({ table }) => table);
    expect(new Set(tables)).toEqual(new Set(['journey_months', 'journey_days', 'journey_events']));
  });

  it.each(answers(many).filter(([name]) => name.startsWith('a list')))(
    'of 50 000 events, %s reads few',
    async (_name, work) => {
      expect(await rowsRead(work)).toBeLessThan(MANY / 15);
    },
  );

  it('of 50 000 events, a summary is far from reading all', async () => {
    const summary = await app.get(ActivityService).find(many);
    expect(summary.total_events).toBe(MANY);
    expect(await rowsRead(() => app.get(ActivityService).find(many))).toBeLessThan(MANY / 15);
  });

  it('of too many events a journey holds the newest, and says so', async () => {
    const question = { address: byId('user-0'), days: 90, include_correlation: true };
    const journey = jsonOf<UserJourneyView>(await app.get(JourneyService).find(question)).toJSON();
    const held = journey.events.reduce((sum, { event_count }) => sum + event_count, 0);
    expect(journey.truncated).toBe(true);
    expect(held).toBeGreaterThan(1000);
    expect(held).toBeLessThanOrEqual(10_000);
    expect(journey.total_events).toBeGreaterThan(held);
    expect(journey.correlated_requests).toBe(journey.total_events);
    expect(JSON.stringify(journey).length).toBeLessThan(2_000_000);
    const one = { ...few, address: byId('user-0'), limit: 1 };
    const newest = jsonOf<UserEventsView>(await app.get(EventsService).find(one)).toJSON();
    expect(journey.events.at(-1)?.end_time).toBe(newest.events[0]?.timestamp);
  });
});
