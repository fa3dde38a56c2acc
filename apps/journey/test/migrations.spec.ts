import { dataSourceOptions, migrate } from '@trailmark/platform';
import { createSchema, TestSchema } from '@trailmark/testing';
import { DataSource } from 'typeorm';
import { schema as journey } from '../src/database/schema.js';
import { CreateJourney1764300000000 } from '../src/database/migrations/1764300000000-create-journey.js';

const TABLES = [
  'ingest_keys',
  'ingest_messages',
  'ingest_outcomes',
  'journey_days',
  'journey_events',
  'person_distinct_ids',
  'person_guard',
  'person_links',
  'persons',
];

describe('migrations of the journey schema', () => {
  let schema: TestSchema;
  let sources: DataSource[];

  const open = async (options: typeof journey): Promise<DataSource> => {
    const source = new DataSource(
      dataSourceOptions({ databaseUrl: schema.url, poolSize: 3 }, options),
    );
    sources.push(source);
    return source.initialize();
  };
  const firstOnly = () => open({ ...journey, migrations: [CreateJourney1764300000000] });
  const namesOf = async (sql: string) =>
    (await schema.query<{ name: string }>(sql)).map(({ name }) => name);
  const tables = async () =>
    (
      await namesOf(
        `SELECT TABLE_NAME AS name FROM information_schema.TABLES
          WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'migrations'`,
      )
    ).toSorted();

  beforeEach(async () => {
    schema = await createSchema();
    sources = [];
  });
  afterEach(async () => {
    await Promise.all(sources.map((source) => source.destroy()));
    await schema.drop();
  });

  it('run once when two replicas start together', async () => {
    const replicas = await Promise.all([open(journey), open(journey)]);
    const ran = await Promise.all(replicas.map(migrate));
    expect(ran.flat()).toEqual(journey.migrations.map(({ name }) => name));
    expect(await tables()).toEqual(expect.arrayContaining(TABLES));
  });

  it('can be taken back and run again', async () => {
    const source = await open(journey);
    const everyTable = async () => {
      await migrate(source);
      return tables();
    };
    const before = await everyTable();
    for (let left = journey.migrations.length; left > 0; left -= 1) {
      await source.undoLastMigration({ transaction: 'each' });
    }
    expect(await tables()).toEqual([]);
    expect(await everyTable()).toEqual(before);
  });

  it('begin with the events, what is counted of them, and persons', async () => {
    await migrate(await firstOnly());
    expect(await tables()).toEqual(TABLES);
    expect(await schema.query('SELECT id FROM person_guard')).toEqual([{ id: 1 }]);
  });

  it('cut by month what the maintainer drops by month', async () => {
    await migrate(await open(journey));
    const partitioned = await namesOf(
      `SELECT DISTINCT TABLE_NAME AS name FROM information_schema.PARTITIONS
        WHERE TABLE_SCHEMA = DATABASE() AND PARTITION_NAME IS NOT NULL ORDER BY name`,
    );
    expect(partitioned).toEqual(journey.partitionedTables.toSorted());
  });

  it('leave room for distinct ids of 200 characters wherever they are kept', async () => {
    await migrate(await firstOnly());
    const lengths = await schema.query(
      `SELECT DISTINCT CHARACTER_MAXIMUM_LENGTH AS length FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA = DATABASE()
          AND COLUMN_NAME IN ('distinct_id', 'linked_id', 'user_id')`,
    );
    expect(lengths.map(({ length }) => Number(length))).toEqual([200]);
  });
});
