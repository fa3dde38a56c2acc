import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FindEventsDto, UserPeriodDto } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import { aboutOf, explain, packetsOf, TestSchema, TestService, waitFor } from '@trailmark/testing';
import { EventsService } from '../src/events/events.service.js';
import { daySpanOf } from '../src/overview/day-span.js';
import { OverviewRepository } from '../src/overview/overview.repository.js';
import { SectionService } from '../src/section/section.service.js';
import { aMessage, publish, unacknowledged } from './event-messages.js';
import { startEvents } from './events-service.js';
import { store } from './stored-events.js';

const query = (fields: Partial<FindEventsDto>): FindEventsDto =>
  Object.assign(new FindEventsDto(), fields);

describe('queries that serve requests', () => {
  let service: TestService;
  let schema: TestSchema;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    service = await startEvents();
    ({ app, schema } = service);
    const messages = Array.from({ length: 20 }, (_, n) =>
      aMessage(
        ...Array.from({ length: 100 }, (_value, m) => ({
          user_id: `user_${n}`,
          session_id: `s${n}_${m % 10}`,
          event_id: `e${m}`,
          timestamp: new Date(Date.UTC(2026, m % 10, 1 + n)).toISOString(),
        })),
      ),
    );
    await publish(messages);
    await waitFor(async () => (await unacknowledged()) === 0);
    await schema.query('ANALYZE TABLE analytics_events, ingest_keys');
  });
  afterAll(async () => {
    await service.stop();
  });

  const plans = (work: () => Promise<unknown>) =>
    explain(app.get(Database).dataSource, schema, work);

  it.each([
    ['one user', { user_id: ['user_3'] }],
    [
      'one user, deep',
      {
        user_id: ['user_3'],
        cursor: 'MTc4MDAwMDAwMDAwMF8wMWEyMDQ3YS04N2RiLTcwMDAtOTY3Ny01ZjNkMTk5YjU2MTc',
      },
    ],
    [
      'one user in a range',
      { user_id: ['user_3'], start_date: '2026-02-01', end_date: '2026-03-01' },
    ],
    ['one user by property', { user_id: ['user_3'], properties: { page: '/dashboard' } }],
    ['one session', { session_id: ['s3_1'] }],
  ])('a list of %s reads an index and not the table', async (_case, fields) => {
    const rows = await plans(() => app.get(EventsService).find(query(fields)));
    for (const row of rows.filter(({ table }) => table === 'event')) {
      expect(row.key).toMatch(/^(idx_|PRIMARY)/);
      expect(row.rows).toBeLessThan(400);
    }
  });

  it.each([
    ['everything', {}],
    ['one kind', { event_type: ['user_action' as const] }],
  ])('a list of %s walks an index and stops at the page', async (_case, fields) => {
    const rows = await plans(() => app.get(EventsService).find(query({ ...fields, limit: 10 })));
    expect(rows.every(({ table, key }) => table !== 'event' || key !== null)).toBe(true);
  });

  it('locating an event reads single rows', async () => {
    const work = () => app.get(EventsService).locate({ event_id: 'e5', user_id: 'user_3' });
    expect(await work()).toMatchObject({ status: 'stored' });
    for (const row of await plans(work)) expect(row.rows).toBeLessThan(50);
  });

  const aMonth = { from: new Date('2026-03-20T10:07:00Z'), to: new Date('2026-04-20T10:07:00Z') };
  const aViewOf = (user_id: string) => ({
    user_id,
    event_name: 'page_view',
    properties: { page: '/' },
    timestamp: '2026-04-20T10:00:00Z',
  });

  it('pages are counted without temporary files', async () => {
    await store(service, aViewOf('pia'));
    const files = await app.get(Database).snapshot(async (sql) => {
      const count = () => sql.query("SHOW SESSION STATUS LIKE 'Created_tmp_disk_tables'");
      const before: unknown = await count();
      const span = daySpanOf(aMonth, new Date());
      const { pages } = await app.get(OverviewRepository).counts(sql, 'pia', span, 10);
      expect(pages).toEqual([{ name: '/', count: 1 }]);
      return { before, after: await count() };
    });
    expect(files.after).toEqual(files.before);
  });

  it('a section asks three times', async () => {
    await store(service, aViewOf('vic'));
    const period = Object.assign(new UserPeriodDto(), {
      user_id: 'vic',
      time_period: 'custom',
      start_date: aMonth.from.toISOString(),
      end_date: aMonth.to.toISOString(),
    });
    const packets = await packetsOf(() => app.get(SectionService).find(period));
    expect(packets.map(aboutOf)).toEqual([
      ['START TRANSACTION', 'FROM event_slots', 'FROM sessions', 'FROM analytics_events'],
      ['FROM event_days'],
      ['FROM session_pages', 'COMMIT'],
    ]);
  });
});
