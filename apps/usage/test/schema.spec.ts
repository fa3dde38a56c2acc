import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { USAGE_STREAM } from '@trailmark/contracts';
import { Database, dataSourceOptions, migrate } from '@trailmark/platform';
import {
  createSchema,
  explain,
  publishFacts,
  resetStreams,
  startTestApp,
  testEnv,
  TestSchema,
  unacknowledgedFacts,
  waitFor,
} from '@trailmark/testing';
import { DataSource } from 'typeorm';
import { AppModule } from '../src/app.module.js';
import { UsageConfig } from '../src/config.js';
import { schema as usage } from '../src/database/schema.js';
import { RetentionKeeper } from '../src/usage/retention-keeper.js';
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
    expect(ran.flat()).toEqual(['CreateUsage1764000000000']);
    await sources[0]?.undoLastMigration({ transaction: 'each' });
    expect(await schema.query(`SHOW TABLES LIKE 'usage%'`)).toEqual([]);
    await Promise.all(sources.map((source) => source.destroy()));
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
    const day = (n: number) => new Date(Date.now() - n * DAY_MS).toISOString().slice(0, 10);
    const keys = Array.from({ length: 5 }, (_, n) => ({ userId: 'u7', date: day(n) }));

    beforeEach(async () => {
      const env = testEnv({ DATABASE_URL: schema.url });
      app = await startTestApp({ module: AppModule, config: UsageConfig, env, queue: 'usage' });
      const users = Array.from({ length: 40 }, (_, u) =>
        Array.from({ length: 50 }, (_day, n) => ({
          user_id: `u${u}`,
          date: day(n),
          page_views: n,
        })),
      );
      const now = new Date().toISOString();
      await publishFacts(
        USAGE_STREAM,
        users.map((bodies) => submitted(now, ...bodies)),
      );
      await waitFor(async () => (await unacknowledgedFacts(USAGE_STREAM)) === 0);
      await schema.query('ANALYZE TABLE usage_metrics');
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

    it('forgets the days behind the retention, and only those', async () => {
      await app.get(RetentionKeeper).purge(new Date(Date.now() + (730 - 20) * DAY_MS));
      const [left] = await schema.query(
        `SELECT COUNT(*) AS n, CAST(MIN(date) AS CHAR) AS oldest FROM usage_metrics`,
      );
      expect(left).toEqual({ n: 40 * 21, oldest: day(20) });
    });
  });
});
