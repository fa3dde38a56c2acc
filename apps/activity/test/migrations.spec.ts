import { dataSourceOptions, migrate } from '@trailmark/platform';
import { createSchema, TestSchema } from '@trailmark/testing';
import { DataSource } from 'typeorm';
import { schema as activity } from '../src/database/schema.js';

describe('migrations of the activity schema', () => {
  let schema: TestSchema;
  let sources: DataSource[];

  const namesOf = async (sql: string) =>
    (await schema.query<{ name: string }>(sql)).map(({ name }) => name);
  const tables = () =>
    namesOf(
      `SELECT TABLE_NAME AS name FROM information_schema.TABLES
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'migrations' ORDER BY name`,
    );
  const ALL = [
    'activity_chains',
    'activity_days',
    'activity_logs',
    'activity_tag_days',
    'ingest_keys',
    'ingest_messages',
    'ingest_outcomes',
  ];

  beforeEach(async () => {
    schema = await createSchema();
    const options = dataSourceOptions({ databaseUrl: schema.url, poolSize: 3 }, activity);
    sources = [new DataSource(options), new DataSource(options)];
    await Promise.all(sources.map((source) => source.initialize()));
  });
  afterEach(async () => {
    await Promise.all(sources.map((source) => source.destroy()));
    await schema.drop();
  });

  const source = (): DataSource => {
    const [first] = sources;
    if (!first) throw new Error('no data source');
    return first;
  };

  it('run once when two replicas start together', async () => {
    const ran = await Promise.all(sources.map(migrate));
    expect(ran.flat()).toEqual(['CreateActivity1763900000000']);
    expect(await tables()).toEqual(ALL);
  });

  it('can be taken back and run again', async () => {
    await migrate(source());
    await source().undoLastMigration({ transaction: 'each' });
    expect(await tables()).toEqual([]);
    await migrate(source());
    expect(await tables()).toEqual(ALL);
  });

  it('leave nothing that the entities see otherwise', async () => {
    await migrate(source());
    const columns = await namesOf(
      `SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'activity_logs' ORDER BY name`,
    );
    const { columns: mapped } = source().getMetadata('ActivityEntity');
    expect(columns).toEqual(mapped.map((column) => column.databaseName).toSorted());
  });

  it('make the indexes of the guide', async () => {
    await migrate(source());
    const indexes = await namesOf(
      `SELECT DISTINCT INDEX_NAME AS name FROM information_schema.STATISTICS
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'activity_logs'`,
    );
    expect(indexes).toEqual(
      expect.arrayContaining([
        'idx_user_timestamp',
        'idx_activity_type',
        'idx_severity',
        'idx_session',
      ]),
    );
  });
});
