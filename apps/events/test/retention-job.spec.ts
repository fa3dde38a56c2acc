import {
  Database,
  RetentionJob,
  RetentionKeeper,
  RetentionRule,
  withNamedLock,
} from '@trailmark/platform';
import { TestService, waitFor } from '@trailmark/testing';
import { schema as events } from '../src/database/schema.js';
import { startEvents } from './events-service.js';
import { store } from './stored-events.js';

const DAY_MS = 86_400_000;
const RETENTION_DAYS = 100;

/** The first instant of the month so many months from now. */
const firstOf = (months: number): Date => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1));
};

/** A moment at which the month before this one is just behind the retention. */
const later = new Date(firstOf(0).getTime() + RETENTION_DAYS * DAY_MS + 60_000);

describe('the retention job of the events service', () => {
  let service: TestService;

  const job = async (what: 'show' | 'run', given: Partial<RetentionRule> = {}, now = later) => {
    const lines: string[] = [];
    const database = service.app.get(Database);
    const made = new RetentionJob(database, events, given, (line) => lines.push(line));
    return { code: await made.run(what, now), text: lines.join('\n') };
  };
  const runs = () => service.schema.query('SELECT * FROM retention_runs');
  const users = async () => {
    const rows = await service.schema.query<{ id: string }>(
      'SELECT user_id AS id FROM analytics_events ORDER BY user_id',
    );
    return rows.map(({ id }) => id);
  };

  beforeAll(async () => {
    service = await startEvents({ RETENTION_DAYS: String(RETENTION_DAYS) });
    await waitFor(async () => (await runs())[0]?.ended_at instanceof Date);
    const inLastMonth = new Date(firstOf(-1).getTime() + 10 * DAY_MS).toISOString();
    await store(
      service,
      { user_id: 'old', session_id: 'old', timestamp: inLastMonth },
      { user_id: 'new', session_id: 'new', timestamp: new Date().toISOString() },
    );
  });
  afterAll(() => service.stop());

  it('knows the rule and the outcome of the run at the start of the service', async () => {
    const [run] = await runs();
    expect(run).toMatchObject({ retention_days: RETENTION_DAYS, archives: 0, failure: null });
    const { code, text } = await job('show', {}, new Date());
    expect(code).toBe(0);
    expect(text).toMatch(/^100 days are kept, from \S+ on; months behind are dropped\.$/m);
    expect(text).toMatch(/^Last run: \S+Z, by 100 days, done\.$/m);
    expect(text).toMatch(/^Nothing is behind it\.$/m);
  });

  it('tells which months and rows are about to go, and leaves them', async () => {
    const { text } = await job('show', { archives: true });
    const month = firstOf(-1).toISOString().slice(0, 7);
    expect(text).toMatch(/months behind are archived/);
    expect(text).toMatch(new RegExp(`^analytics_events ${month}: about \\d+ rows$`, 'm'));
    expect(text).toMatch(/^sessions: 1 rows$/m);
    expect(text).toMatch(/^event_days: 1 rows$/m);
    expect(await users()).toEqual(['new', 'old']);
  });

  it('does nothing to a table that another process is at', async () => {
    const { dataSource } = service.app.get(Database);
    const held = await withNamedLock(dataSource, 'partitions.analytics_events', 0, () =>
      job('run'),
    );
    expect(held).toEqual({ code: 1, text: 'analytics_events: another process is at it' });
    expect(await users()).toEqual(['new', 'old']);
  });

  it('removes them by the rule of the service', async () => {
    expect(await job('run')).toMatchObject({ code: 0 });
    expect(await users()).toEqual(['new']);
    expect((await job('show')).text).toMatch(/Nothing is behind it/);
    const sessions = await service.schema.query('SELECT session_id AS id FROM sessions');
    expect(sessions).toEqual([{ id: 'new' }]);
  });

  it('tells what the last run failed with', async () => {
    await service.schema.query('ALTER TABLE page_days RENAME COLUMN day TO on_day');
    try {
      await expect(service.app.get(RetentionKeeper).run(later)).rejects.toThrow(/day/);
    } finally {
      await service.schema.query('ALTER TABLE page_days RENAME COLUMN on_day TO day');
    }
    expect((await job('show', {}, new Date())).text).toMatch(/100 days, failed: .*day/);
  });
});
