import { dataSourceOptions, migrate } from '@trailmark/platform';
import { createSchema, TestSchema } from '@trailmark/testing';
import { DataSource } from 'typeorm';
import { schema as events } from '../src/database/schema.js';

describe('migrations of the events schema', () => {
  let schema: TestSchema;
  let sources: DataSource[];

  const tables = async () =>
    (
      await schema.query<{ name: string }>(
        `SELECT TABLE_NAME AS name FROM information_schema.TABLES
          WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'migrations' ORDER BY name`,
      )
    ).map(({ name }) => name);
  const ALL = ['analytics_events', 'ingest_keys', 'ingest_messages', 'ingest_outcomes'];

  beforeEach(async () => {
    schema = await createSchema();
    const options = dataSourceOptions({ databaseUrl: schema.url, poolSize: 3 }, events);
    sources = [new DataSource(options), new DataSource(options)];
    await Promise.all(sources.map((source) => source.initialize()));
  });
  afterEach(async () => {
    await Promise.all(sources.map((source) => source.destroy()));
    await schema.drop();
  });

  it('run once when two replicas start together', async () => {
    const ran = await Promise.all(sources.map(migrate));
    expect(ran.flat()).toEqual(['CreateEvents1763800000000']);
    expect(await tables()).toEqual(ALL);
  });

  it('can be taken back and run again', async () => {
    const [source] = sources;
    if (!source) throw new Error('no data source');
    await migrate(source);
    await source.undoLastMigration({ transaction: 'each' });
    expect(await tables()).toEqual([]);
    await migrate(source);
    expect(await tables()).toEqual(ALL);
  });

  it('leave nothing that the entities see otherwise', async () => {
    const [source] = sources;
    if (!source) throw new Error('no data source');
    await migrate(source);
    const columns = await schema.query<{ name: string }>(
      `SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'analytics_events' ORDER BY name`,
    );
    const mapped = source.getMetadata('EventEntity').columns.map((column) => column.databaseName);
    expect(columns.map(({ name }) => name)).toEqual(mapped.toSorted());
  });
});
