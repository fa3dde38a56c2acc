import { dataSourceOptions, migrate } from '@trailmark/platform';
import { createSchema, TestSchema } from '@trailmark/testing';
import { DataSource } from 'typeorm';
import { CreateJourney1764300000000 } from '../src/database/migrations/1764300000000-create-journey.js';
import { CreateSyncState1764310000000 } from '../src/database/migrations/1764310000000-create-sync-state.js';
import { schema as journey } from '../src/database/schema.js';

describe('the migration that lets PostHog be read', () => {
  let schema: TestSchema;
  const sources: DataSource[] = [];

  const open = async (migrations: typeof journey.migrations): Promise<DataSource> => {
    const options = { databaseUrl: schema.url, poolSize: 3 };
    const source = new DataSource(dataSourceOptions(options, { ...journey, migrations }));
    sources.push(source);
    return source.initialize();
  };
  const syncTables = async () =>
    (
      await schema.query<{ name: string }>(
        `SELECT TABLE_NAME AS name FROM information_schema.TABLES
          WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'sync%' ORDER BY name`,
      )
    ).map(({ name }) => name);

  beforeEach(async () => {
    schema = await createSchema();
  });
  afterEach(async () => {
    await Promise.all(sources.splice(0).map((source) => source.destroy()));
    await schema.drop();
  });

  it('adds to the schema before it, and can be taken back, whatever is kept there', async () => {
    await migrate(await open([CreateJourney1764300000000]));
    await schema.query(
      `INSERT INTO person_distinct_ids (distinct_id, person_id) VALUES ('anna', REPEAT('x', 16))`,
    );
    const both = await open([CreateJourney1764300000000, CreateSyncState1764310000000]);
    expect(await migrate(both)).toEqual(['CreateSyncState1764310000000']);
    expect(await syncTables()).toEqual(['sync_questions', 'sync_state']);
    await both.undoLastMigration({ transaction: 'each' });
    expect(await syncTables()).toEqual([]);
    expect(await schema.query('SELECT distinct_id FROM person_distinct_ids')).toHaveLength(1);
  });
});
