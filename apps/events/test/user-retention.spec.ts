import { Database, UserRetentionKeeper } from '@trailmark/platform';
import { explain, FakeRetentions, TestSchema, TestService } from '@trailmark/testing';
import { EventPast } from '../src/retention/event-past.js';
import { derivedJobs, DerivedJobs } from './derived-jobs.js';
import { DERIVED_TABLES, derivedTables, rawEvents } from './derived-recount.js';
import { startEvents } from './events-service.js';
import { store } from './stored-events.js';

const DAY_MS = 86_400_000;

describe('a user’s own retention', () => {
  let service: TestService;
  let schema: TestSchema;
  let jobs: DerivedJobs;
  let retentions: FakeRetentions;

  beforeAll(async () => {
    service = await startEvents();
    ({ schema } = service);
    jobs = derivedJobs(service);
    retentions = await FakeRetentions.start();
    await service.app.get(Database).ready();
  });
  afterAll(async () => {
    await service.stop();
    await retentions.stop();
  });

  const today = Date.parse(new Date().toISOString().slice(0, 10));
  const daysAgo = (days: number, hours = 12): string =>
    new Date(today - days * DAY_MS + hours * 3_600_000).toISOString();
  const now = new Date(today + DAY_MS / 2);
  const purge = () => service.app.get(UserRetentionKeeper).purge(now);

  /** The same of each user: old and new days, and a session over the midnight at which the tenth day ago begins. */
  const eventsOf = (user_id: string) => [
    { user_id, session_id: 'old', timestamp: daysAgo(40), event_name: 'save' },
    {
      user_id,
      session_id: 'old',
      timestamp: daysAgo(39),
      event_name: 'page_view',
      properties: { page: '/a' },
    },
    {
      user_id,
      session_id: 'over',
      timestamp: daysAgo(10, -1),
      event_name: 'page_view',
      properties: { page: '/a' },
    },
    { user_id, session_id: 'over', timestamp: daysAgo(10, -0.5), event_name: 'save' },
    {
      user_id,
      session_id: 'over',
      timestamp: daysAgo(10, 0),
      event_name: 'page_view',
      properties: { page: '/b' },
    },
    {
      user_id,
      session_id: 'over',
      timestamp: daysAgo(10, 1),
      event_name: 'page_view',
      properties: { page: '/a' },
    },
    { user_id, session_id: 'new', timestamp: daysAgo(1), event_name: 'save' },
  ];

  beforeEach(async () => {
    for (const table of ['analytics_events', ...DERIVED_TABLES]) {
      await schema.query(`DELETE FROM ${table}`);
    }
    retentions.days.clear();
    retentions.onFind = () => undefined;
    await store(service, ...['ann', 'bob'].flatMap(eventsOf));
    await store(service, { user_id: 'ann', timestamp: daysAgo(39), event_name: 'only ann' });
  });

  const countOf = async (user: string) =>
    (await rawEvents(schema)).filter(({ user_id }) => user_id === user).length;

  it('removes whole days behind it, and all that was counted of them', async () => {
    retentions.days.set('ann', 10);
    const before = await derivedTables(schema);
    await purge();
    expect(await countOf('ann')).toBe(3);
    expect(await countOf('bob')).toBe(7);
    await jobs.expectRight();
    expect(await jobs.run('check')).toMatchObject({ code: 0 });
    const after = await derivedTables(schema);
    const ofBob = (tables: typeof before) =>
      Object.values(tables).flatMap((rows) => [...rows].filter(([key]) => key.startsWith('bob|')));
    expect(ofBob(after)).toEqual(ofBob(before));
    expect([...after.feature_days.keys()].join()).not.toContain('only ann');
  });

  it('removes everything of somebody of whom nothing is recent, and nothing twice', async () => {
    await schema.query(
      `DELETE FROM analytics_events WHERE user_id = 'ann' AND session_id <> 'old'`,
    );
    await jobs.run('rebuild');
    retentions.days.set('ann', 10);
    await purge();
    expect(await countOf('ann')).toBe(0);
    await jobs.expectRight();
    const { app } = service;
    expect(
      await app.get(Database).read((sql) => app.get(EventPast).exists(sql, 'ann', '9999-01-01')),
    ).toBe(false);
    await purge();
    await jobs.expectRight();
  });

  it('goes in small chunks, and on after it was stopped between any two', async () => {
    const past = service.app.get(EventPast);
    const day = daysAgo(10).slice(0, 10);
    const sizes: number[] = [];
    for (let size = 1; size > 0;) {
      size = await past.deleteSome('ann', day, 2);
      sizes.push(size);
    }
    expect(sizes.slice(0, 3)).toEqual([2, 2, 1]);
    expect(await countOf('ann')).toBe(3);
    await jobs.expectRight();
  });

  it('holds as it is when its turn comes', async () => {
    for (const user of ['ann', 'bob']) retentions.days.set(user, 10);
    retentions.onFind = (user) => {
      if (user === 'ann') retentions.days.delete(user);
      else retentions.days.set(user, 40);
    };
    await purge();
    expect([await countOf('ann'), await countOf('bob')]).toEqual([8, 7]);
  });

  it('harms nobody when two replicas are at it while events come in', async () => {
    for (const user of ['ann', 'bob']) retentions.days.set(user, 10);
    await Promise.all([
      purge(),
      purge(),
      ...['over', 'new'].map((session_id) =>
        store(service, { user_id: 'ann', session_id, timestamp: daysAgo(9), event_name: 'save' }),
      ),
    ]);
    expect([await countOf('ann'), await countOf('bob')]).toEqual([5, 3]);
    await jobs.expectRight();
  });

  it('does nothing while the dashboard service is away, or knows nobody', async () => {
    await purge();
    const away = retentions;
    away.days.set('ann', 10);
    await away.stop();
    await purge();
    expect(await countOf('ann')).toBe(8);
    retentions = await FakeRetentions.start();
  });

  it('is looked for by indexes', async () => {
    const database = service.app.get(Database);
    const past = service.app.get(EventPast);
    const plans = await explain(database.dataSource, schema, () =>
      database.read((sql) => past.exists(sql, 'ann', '2001-01-01')),
    );
    const scans = plans.filter(({ table, type }) => !/^</.test(table ?? '<') && type === 'ALL');
    expect(scans).toEqual([]);
  });
});
