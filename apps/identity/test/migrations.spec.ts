import { dataSourceOptions, migrate } from '@trailmark/platform';
import { createSchema, TestSchema } from '@trailmark/testing';
import { DataSource } from 'typeorm';
import { schema as identity } from '../src/database/schema.js';

describe('migrations of the identity schema', () => {
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
    const options = dataSourceOptions({ databaseUrl: schema.url, poolSize: 3 }, identity);
    sources = [new DataSource(options), new DataSource(options)];
    await Promise.all(sources.map((source) => source.initialize()));
  });
  afterEach(async () => {
    await Promise.all(sources.map((source) => source.destroy()));
    await schema.drop();
  });

  it('run once when two replicas start together, and can be taken back', async () => {
    const ran = await Promise.all(sources.map(migrate));
    expect(ran.flat()).toEqual(identity.migrations.map(({ name }) => name));
    expect(await tables()).toEqual([
      'accounts',
      'erased_users',
      'erasure_guard',
      'erasures',
      'login_failures',
      'privacy_requests',
      'sessions',
      'signing_keys',
      'write_keys',
    ]);
    for (let left = identity.migrations.length; left > 0; left -= 1) {
      await sources[0]?.undoLastMigration({ transaction: 'each' });
    }
    expect(await tables()).toEqual([]);
  });
});
