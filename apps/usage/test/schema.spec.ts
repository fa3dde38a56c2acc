import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { USAGE_STREAM, UserPeriodDto } from '@trailmark/contracts';
import { Database, dataSourceOptions, migrate, RowAger } from '@trailmark/platform';
import {
  createSchema,
  explain,
  publishFacts,
  resetStreams,
  startTestApp,
  testEnv,
  TestSchema,
  unacknowledgedFacts,
  undoFrom,
  waitFor,
} from '@trailmark/testing';
import { DataSource } from 'typeorm';
import { AppModule } from '../src/app.module.js';
import { UsageConfig } from '../src/config.js';
import { schema as usage } from '../src/database/schema.js';
import { OverviewService } from '../src/overview/overview.service.js';
import { SubmittedFeaturesRepository } from '../src/usage/submitted-features.repository.js';
import { UsageRepository } from '../src/usage/usage.repository.js';
import { submitted } from './usage-messages.js';

const DAY_MS = 86_400_000;

describe('the usage schema', () => {
  let schema: TestSchema;

  beforeEach(async () => {
    await resetStreams();
    schema = await createSchema();
  });
  afterEach(() => schema.drop());

  it('is migrated once when two replicas start together, and can be taken back', async () => {
    const options = dataSourceOptions({ databaseUrl: schema.url, poolSize: 3 }, usage);
    const sources = [new DataSource(options), new DataSource(options)];
    await Promise.all(sources.map((source) => source.initialize()));
    const ran = await Promise.all(sources.map(migrate));
    expect(ran.flat()).toEqual([
      'CreateUsage1764000000000',
      'AddSubmittedFeatures1764200000000',
      'CreateErasure1764410000000',
      'RecordRetention1764700000000',
    ]);
    if (sources[0]) await undoFrom(sources[0], 'AddSubmittedFeatures1764200000000');
    expect(await schema.query(`SHOW TABLES LIKE 'submitted%'`)).toEqual([]);
    await sources[0]?.undoLastMigration({ transaction: 'each' });
    expect(await schema.query(`SHOW TABLES LIKE 'usage%'`)).toEqual([]);
    await Promise.all(sources.map((source) => source.destroy()));
  });

  it('knows the features of submissions that were there before', async () => {
    const options = dataSourceOptions({ databaseUrl: schema.url, poolSize: 3 }, usage);
    const source = await new DataSource(options).initialize();
    await migrate(source);
    await undoFrom(source, 'AddSubmittedFeatures1764200000000');
    const feature = (feature_name: string, usage_count: number) => ({ feature_name, usage_count });
    const rows = [
      ['u', '2026-10-01', { features_used: [feature('save', 1), feature('never', 0)] }],
      ['v', '2026-10-01', { features_used: [feature('save', 2), feature('Save', 10)] }],
      ['w', '2026-10-02', { features_used: [feature('größe "1"', 2)] }],
      ['x', '2026-10-02', { features_used: [] }],
      ['y', '2026-10-02', { page_views: 1 }],
      ['z', '2026-10-02', null],
    ] as const;
    for (const [n, [user, date, submission]] of rows.entries()) {
      await schema.query(
        `INSERT INTO usage_metrics (id, user_id, date, source, submission, created_at, updated_at)
         VALUES (UNHEX(LPAD(?, 32, '0')), ?, ?, 'submitted', ?, NOW(), NOW())`,
        [n, user, date, submission && JSON.stringify(submission)],
      );
    }
    await migrate(source);
    await source.destroy();
    const names = await schema.query<{ day: string; name: string }>(
      'SELECT CAST(date AS CHAR) AS day, feature_name AS name FROM submitted_features ORDER BY 1, 2',
    );
    expect(names.map(({ day, name }) => `${day} ${name}`)).toEqual([
      '2026-10-01 Save',
      '2026-10-01 save',
      '2026-10-02 größe "1"',
    ]);
  });

  it('has the indexes of the guide', async () => {
    const options = dataSourceOptions({ databaseUrl: schema.url, poolSize: 3 }, usage);
    const source = await new DataSource(options).initialize();
    await migrate(source);
    await source.destroy();
    const keys = await schema.query<{ Key_name: string }>('SHOW INDEX FROM usage_metrics');
    expect(keys.map(({ Key_name }) => Key_name)).toEqual(
      expect.arrayContaining(['unique_user_date', 'idx_user_date', 'idx_engagement']),
    );
  });

  describe('with rows', () => {
    let app: NestFastifyApplication;
    const today = Date.now();
    const day = (n: number) => new Date(today - n * DAY_MS).toISOString().slice(0, 10);
    const keys = Array.from({ length: 5 }, (_, n) => ({ userId: 'u7', date: day(n) }));

    beforeEach(async () => {
      const env = testEnv({ DATABASE_URL: schema.url });
      app = await startTestApp({ module: AppModule, config: UsageConfig, env, queue: 'usage' });
      const users = Array.from({ length: 40 }, (_, u) =>
        Array.from({ length: 50 }, (_day, n) => ({
          user_id: `u${u}`,
          date: day(n),
          page_views: n,
          features_used: [
            { feature_name: `feature_${u}`, usage_count: 1 },
            { feature_name: 'everybodys', usage_count: 1 },
          ],
        })),
      );
      const now = new Date().toISOString();
      await publishFacts(
        USAGE_STREAM,
        users.map((bodies) => submitted(now, ...bodies)),
      );
      await waitFor(async () => (await unacknowledgedFacts(USAGE_STREAM)) === 0);
      await schema.query('ANALYZE TABLE usage_metrics, submitted_features');
    });
    afterEach(() => app.close());

    it('reads and locks only the rows that it means, by index', async () => {
      const { dataSource } = app.get(Database);
      const repository = app.get(UsageRepository);
      const reads = () => repository.find(dataSource.manager, 'u7', day(30), day(1));
      const changes = () =>
        app.get(Database).transaction((sql) => repository.change(sql, keys, (row) => row));
      expect(await reads()).toHaveLength(30);
      for (const work of [reads, changes]) {
        for (const row of await explain(dataSource, schema, work)) {
          expect(row.key).toMatch(/user_date/);
          expect(row.rows).toBeLessThan(200);
        }
      }
    });

    it.each([7, 30, 400])('makes an overview of %i days with four reads by key', async (days) => {
      const query = Object.assign(new UserPeriodDto(), {
        user_id: 'u7',
        time_period: 'custom',
        start_date: day(days - 1),
        end_date: day(0),
      });
      const rows = await explain(app.get(Database).dataSource, schema, () =>
        app.get(OverviewService).find(query),
      );
      const read = rows.map(({ table, key }) => [table, key]);
      expect(read.toSorted()).toEqual([
        ['submitted_features', 'PRIMARY'],
        ...Array.from({ length: 3 }, (): unknown[] => [
          'usage_metrics',
          expect.stringMatching(/user_date/),
        ]),
      ]);
      for (const { table, rows: count } of rows) {
        expect(count).toBeLessThan(table === 'usage_metrics' ? 200 : 50 * 41 + 1);
      }
    });

    it('knows each feature of each day once, however many writers name it at once', async () => {
      const repository = app.get(SubmittedFeaturesRepository);
      const date = day(60);
      const named = Array.from({ length: 8 }, (_, n) =>
        Array.from({ length: 30 }, (_name, m) => ({ date, name: `f${(m * 7 + n) % 37}` })),
      );
      let begun = 0;
      await Promise.all(
        named.map((features) =>
          app.get(Database).transaction(async (sql) => {
            begun += 1;
            await waitFor(() => begun >= named.length);
            await repository.add(sql, [...features, ...features.toReversed()]);
          }),
        ),
      );
      const names = await schema.query(
        'SELECT feature_name FROM submitted_features WHERE date = ?',
        [date],
      );
      expect(names).toHaveLength(new Set(named.flat().map(({ name }) => name)).size);
    });

    it('forgets the days behind the retention, and only those', async () => {
      await app.get(RowAger).purge(new Date(Date.now() + (730 - 20) * DAY_MS));
      const [left] = await schema.query(
        `SELECT COUNT(*) AS n, CAST(MIN(date) AS CHAR) AS oldest FROM usage_metrics`,
      );
      expect(left).toEqual({ n: 40 * 21, oldest: day(20) });
      const [features] = await schema.query(
        `SELECT COUNT(*) AS n, CAST(MIN(date) AS CHAR) AS oldest FROM submitted_features`,
      );
      expect(features).toEqual({ n: 41 * 21, oldest: day(20) });
    });
  });
});
