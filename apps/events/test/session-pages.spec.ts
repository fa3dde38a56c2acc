import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database } from '@trailmark/platform';
import {
  createSchema,
  explain,
  resetStreams,
  startTestApp,
  testEnv,
  TestSchema,
  waitFor,
} from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { EventsConfig } from '../src/config.js';
import { SessionPagesService } from '../src/session-pages/session-pages.service.js';
import { aMessage, publish, unacknowledged } from './event-messages.js';

const at = (minute: number): string => new Date(Date.UTC(2026, 5, 1, 12, minute)).toISOString();

const viewAt = (minute: number, properties: Record<string, unknown>) => ({
  user_id: 'ann',
  session_id: 's1',
  event_name: 'page_view',
  timestamp: at(minute),
  properties,
});

describe('the page a session was viewing', () => {
  let schema: TestSchema;
  let app: NestFastifyApplication;

  const pageAt = async (minute: number, user_id = 'ann', session_id = 's1') => {
    const lookups = [{ user_id, session_id, at: at(minute) }];
    const { pages } = await app.get(SessionPagesService).find({ lookups });
    return pages[0];
  };

  beforeAll(async () => {
    await resetStreams();
    schema = await createSchema();
    const env = testEnv({ DATABASE_URL: schema.url });
    app = await startTestApp({ module: AppModule, config: EventsConfig, env, queue: 'events' });
    await publish([
      aMessage(
        viewAt(10, { page: '/first?tab=1' }),
        { ...viewAt(12, { page: '/no-view' }), event_name: 'button_click' },
        { ...viewAt(20, { $pathname: '/second' }), event_name: '$pageview' },
        viewAt(30, { $current_url: 'https://example.org/third#top' }),
        viewAt(40, { page: { nested: true }, page_path: '/fourth' }),
        viewAt(50, {}),
        { ...viewAt(21, { page: '/bob' }), user_id: 'bob' },
      ),
      ...Array.from({ length: 20 }, (_, n) =>
        aMessage(
          ...Array.from({ length: 50 }, (_value, m) => ({
            ...viewAt(m, { page: '/x' }),
            user_id: `u${n}`,
            session_id: `t${n}_${m % 5}`,
          })),
        ),
      ),
    ]);
    await waitFor(async () => (await unacknowledged()) === 0);
    await schema.query('ANALYZE TABLE analytics_events');
  });
  afterAll(async () => {
    await app.close();
    await schema.drop();
  });

  it.each([
    [5, '/first'],
    [10, '/first'],
    [19, '/first'],
    [20, '/second'],
    [35, '/third'],
    [45, '/fourth'],
    [55, null],
  ])('at minute %i is that of the latest page view, else of the next: %s', async (minute, page) => {
    expect(await pageAt(minute)).toBe(page);
  });

  it.each([
    ['another user', 25, 'bob', 's1', '/bob'],
    ['an unknown session', 25, 'ann', 's2', null],
    ['a day and more later', 50 + 25 * 60, 'ann', 's1', null],
  ])('of %s is its own', async (_case, minute, user, session, page) => {
    expect(await pageAt(minute, user, session)).toBe(page);
  });

  it('of 500 sessions is answered in order by a few statements on the sessions’ index', async () => {
    const lookups = Array.from({ length: 500 }, (_, n) => ({
      user_id: n % 2 === 0 ? 'ann' : 'nobody',
      session_id: 's1',
      at: at(25),
    }));
    let found: (string | null)[] = [];
    const rows = await explain(app.get(Database).dataSource, schema, async () => {
      found = (await app.get(SessionPagesService).find({ lookups: lookups.slice(0, 4) })).pages;
    });
    expect(found).toEqual(['/second', null, '/second', null]);
    for (const row of rows.filter(({ table }) => table === 'analytics_events')) {
      expect(row.key).toMatch(/^idx_(session|user_timestamp)$/);
      expect(row.rows).toBeLessThan(50);
    }
    const { pages } = await app.get(SessionPagesService).find({ lookups });
    expect(pages).toHaveLength(500);
    expect(pages.filter((page) => page === '/second')).toHaveLength(250);
  });
});
