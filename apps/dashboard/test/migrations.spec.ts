import { dataSourceOptions, migrate } from '@trailmark/platform';
import { createSchema, TestSchema, undoFrom } from '@trailmark/testing';
import { DataSource } from 'typeorm';
import { schema as dashboard } from '../src/database/schema.js';

describe('migrations of the dashboard schema', () => {
  let schema: TestSchema;
  let sources: DataSource[];

  const tables = async () =>
    (
      await schema.query<{ name: string }>(
        `SELECT TABLE_NAME AS name FROM information_schema.TABLES
          WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'migrations' ORDER BY BINARY TABLE_NAME`,
      )
    ).map(({ name }) => name);

  beforeEach(async () => {
    schema = await createSchema();
    const options = dataSourceOptions({ databaseUrl: schema.url, poolSize: 3 }, dashboard);
    sources = [new DataSource(options), new DataSource(options)];
    await Promise.all(sources.map((source) => source.initialize()));
  });
  afterEach(async () => {
    await Promise.all(sources.map((source) => source.destroy()));
    await schema.drop();
  });

  it('run once when two replicas start together, and can be taken back', async () => {
    const ran = await Promise.all(sources.map(migrate));
    expect(ran.flat()).toEqual([
      'CreateDashboard1764100000000',
      'CreateErasure1764410000000',
      'IndexRetention1764420000000',
    ]);
    expect(await tables()).toEqual([
      'analytics_config',
      'erased_users',
      'erasure_guard',
      'erasures',
      'insights',
    ]);
    if (sources[0]) await undoFrom(sources[0], 'CreateDashboard1764100000000');
    expect(await tables()).toEqual([]);
  });
});
