import { AnalyticsConfigDto, DEFAULT_CONFIG } from '@trailmark/contracts';
import { Database, parseJson } from '@trailmark/platform';
import { explain, TestService, waitFor } from '@trailmark/testing';
import { ConfigRepository } from '../src/tracking/config.repository.js';
import { TrackingService } from '../src/tracking/tracking.service.js';
import {
  askingOf,
  bucketIsComplete,
  rulesInBucket,
  startDashboard,
  startReplica,
} from './tracking-service.js';

describe('the configuration of a user', () => {
  let service: TestService;
  let ask: ReturnType<typeof askingOf>;

  beforeAll(async () => {
    service = await startDashboard({ RETENTION_DAYS: '400' });
    ask = askingOf(service.app);
  });
  afterAll(() => service.stop());

  const rows = (user: string) =>
    service.schema.query<{ version: number; config: unknown; unpublished: number }>(
      'SELECT version, config, unpublished FROM analytics_config WHERE user_id = ?',
      [user],
    );

  it('of whom nothing was configured is the default', async () => {
    expect(await ask.find('nobody')).toEqual({
      user_id: 'nobody',
      version: 0,
      updated_at: null,
      ...DEFAULT_CONFIG,
      data_retention_days: 400,
    });
    expect(await rows('nobody')).toEqual([]);
  });

  it('has what was named changed, and the rest as it was', async () => {
    const before = Date.now();
    const first = await ask.change('ann', { sample_rate: 0.25, excluded_events: ['debug_*'] });
    expect(first).toMatchObject({ version: 1, sample_rate: 0.25, excluded_events: ['debug_*'] });
    const second = await ask.change('ann', { privacy_mode: true, data_retention_days: 30 });
    expect(second).toEqual({
      user_id: 'ann',
      version: 2,
      updated_at: second.updated_at,
      ...DEFAULT_CONFIG,
      sample_rate: 0.25,
      excluded_events: ['debug_*'],
      privacy_mode: true,
      data_retention_days: 30,
    });
    expect(Date.parse(second.updated_at ?? '')).toBeGreaterThanOrEqual(before);
    expect(await ask.find('ann')).toEqual(second);
  });

  it('has lists replaced as a whole', async () => {
    await ask.change('lists', { excluded_pages: ['/a', '/b'] });
    const { excluded_pages } = await ask.change('lists', { excluded_pages: ['/c'] });
    expect(excluded_pages).toEqual(['/c']);
  });

  it('goes back to the defaults by null', async () => {
    await ask.change('back', { sample_rate: 0.5, excluded_events: ['a'], data_retention_days: 9 });
    const changes = { sample_rate: null, excluded_events: null, data_retention_days: null };
    expect(await ask.change('back', changes)).toMatchObject({
      version: 2,
      ...DEFAULT_CONFIG,
      data_retention_days: 400,
    });
    expect(parseJson((await rows('back'))[0]?.config)).toEqual({});
  });

  it.each<[string, AnalyticsConfigDto]>([
    ['the same again', { sample_rate: 0.5, excluded_pages: ['/x'] }],
    ['a part of the same', { excluded_pages: ['/x'] }],
    ['nothing', {}],
    ['a default of what was never set', { privacy_mode: null }],
  ])('keeps its version on %s', async (_what, changes) => {
    await ask.change('same', { sample_rate: 0.5, excluded_pages: ['/x'] });
    const before = await ask.find('same');
    expect(await ask.change('same', changes)).toEqual(before);
    expect(await ask.find('same')).toEqual(before);
  });

  it('is still that of nobody after a change of nothing', async () => {
    expect(await ask.change('idle', {})).toMatchObject({ version: 0, updated_at: null });
    expect(await ask.find('idle')).toMatchObject({ version: 0, updated_at: null });
  });

  it('tells users apart who differ by case alone', async () => {
    await ask.change('Case', { sample_rate: 0.1 });
    expect((await ask.find('case')).version).toBe(0);
  });

  it('takes whatever text a pattern may be', async () => {
    const excluded_events = ['\u0000', 'ünï🦊', '"quoted\\"', '*', "'; --"];
    await ask.change('texts', { excluded_events });
    expect((await ask.find('texts')).excluded_events).toEqual(excluded_events);
    expect((await rulesInBucket('texts'))?.config.excluded_events).toEqual(excluded_events);
  });

  it.each<[AnalyticsConfigDto, string]>([
    [{ data_retention_days: 401 }, 'data_retention_days'],
    [{ sample_rate: 2 }, 'changes.sample_rate'],
    [{ colour: 'red' } as AnalyticsConfigDto, 'changes.colour'],
    [{ excluded_events: ['half a character: \ud800'] }, 'changes.excluded_events'],
    [{ excluded_pages: [' /a'] }, 'changes.excluded_pages'],
  ])('refuses %j by the name of the field', async (changes, field) => {
    await expect(ask.change('wrong', changes)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [expect.objectContaining({ field })],
    });
    expect(await rows('wrong')).toEqual([]);
  });

  it('is never kept longer than the installation keeps anything', async () => {
    await ask.change('long', { data_retention_days: 400 });
    const lower = await startReplica({ DATABASE_URL: service.schema.url, RETENTION_DAYS: '90' });
    const view = await lower.get(TrackingService).find({ user_id: 'long' });
    await lower.close();
    expect(view.data_retention_days).toBe(90);
  });

  describe('of a certain version', () => {
    it('is changed when it is that version', async () => {
      expect((await ask.change('versions', { sample_rate: 0.1 }, 0)).version).toBe(1);
      expect((await ask.change('versions', { sample_rate: 0.2 }, 1)).version).toBe(2);
    });

    it.each([0, 1, 3])('is not when that was %i, and says which it is', async (version) => {
      const change = ask.change('versions', { sample_rate: 0.9 }, version);
      await expect(change).rejects.toMatchObject({
        code: 'PRECONDITION_FAILED',
        message: expect.stringContaining('2'),
      });
      expect(await ask.find('versions')).toMatchObject({ version: 2, sample_rate: 0.2 });
    });

    it('leaves nothing behind of a user who is not there', async () => {
      await expect(ask.change('ghost', { sample_rate: 0.9 }, 7)).rejects.toMatchObject({
        code: 'PRECONDITION_FAILED',
      });
      expect(await rows('ghost')).toEqual([]);
    });
  });

  describe('changed by several at once', () => {
    const CHANGES: AnalyticsConfigDto[] = [
      { sample_rate: 0.5 },
      { performance_monitoring: false },
      { error_tracking: false },
      { user_tracking: false },
      { session_tracking: false },
      { custom_events: false },
      { data_retention_days: 7 },
      { privacy_mode: true },
      { excluded_events: ['e'] },
      { excluded_pages: ['p'] },
    ];

    it.each(['one', 'two', 'three'])('loses no change (%s)', async (user) => {
      const answers = await Promise.all(CHANGES.map((changes) => ask.change(user, changes)));
      const versions = answers.map(({ version }) => version).toSorted((a, b) => a - b);
      expect(versions).toEqual(CHANGES.map((_, n) => n + 1));
      const last = await ask.find(user);
      expect(last).toMatchObject({
        version: CHANGES.length,
        ...(Object.assign({}, ...CHANGES) as AnalyticsConfigDto),
      });
      expect(await rulesInBucket(user)).toMatchObject({ version: CHANGES.length });
    });

    it('is changed by exactly one of those who saw the same version', async () => {
      const rates = Array.from({ length: 8 }, (_, n) => n / 10);
      const settled = await Promise.allSettled(
        rates.map((sample_rate) => ask.change('race', { sample_rate }, 0)),
      );
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await ask.find('race')).version).toBe(1);
    });
  });

  it('is looked for by index', async () => {
    await waitFor(() => bucketIsComplete());
    const now = new Date();
    for (let n = 0; n < 20; n += 1) {
      await service.schema.query(
        `INSERT INTO analytics_config
           (user_id, version, config, unpublished, created_at, updated_at) VALUES ?`,
        [Array.from({ length: 100 }, (_, m) => [`u${n}-${m}`, 1, '{}', m === 0, now, now])],
      );
    }
    await service.schema.query('ANALYZE TABLE analytics_config');
    const { dataSource } = service.app.get(Database);
    const configs = service.app.get(ConfigRepository);
    const reads = [
      [() => configs.find(dataSource.manager, 'u7-7'), 1],
      [() => configs.lock(dataSource.manager, 'u7-7'), 1],
      [() => configs.unpublished(dataSource.manager, null, 10), 100],
      [() => configs.unpublished(dataSource.manager, 'u7', 10), 100],
    ] as const;
    for (const [read, most] of reads) {
      for (const row of await explain(dataSource, service.schema, read)) {
        expect(row.key).toMatch(/PRIMARY|idx_unpublished/);
        expect(row.rows).toBeLessThanOrEqual(most);
      }
    }
  });
});
