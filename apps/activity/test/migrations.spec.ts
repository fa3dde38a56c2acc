import { dataSourceOptions, migrate } from '@trailmark/platform';
import { createSchema, TestSchema, undoFrom } from '@trailmark/testing';
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
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'migrations' ORDER BY BINARY TABLE_NAME`,
    );
  const ALL = [
    'activity_chains',
    'activity_days',
    'activity_logs',
    'activity_removed',
    'activity_tag_days',
    'erased_users',
    'erasure_guard',
    'erasures',
    'ingest_keys',
    'ingest_messages',
    'ingest_outcomes',
    'retention_runs',
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
    expect(ran.flat()).toEqual([
      'CreateActivity1763900000000',
      'AddRequestId1764200000000',
      'CreateErasure1764410000000',
      'KeepRemovedLinks1764430000000',
      'RecordRetention1764700000000',
    ]);
    expect(await tables()).toEqual(ALL);
  });

  it('can be taken back and run again', async () => {
    await migrate(source());
    await undoFrom(source(), 'AddRequestId1764200000000');
    expect(await tables()).toEqual(ALL.filter((name) => !/^eras|removed$|^retention/.test(name)));
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

  it('give activities that are there already the request id of their metadata, else details', async () => {
    await migrate(source());
    await undoFrom(source(), 'AddRequestId1764200000000');
    const told: [string | null, string | null, string | null][] = [
      ['{"request_id":"m"}', '{"request_id":"d"}', 'm'],
      ['{"request_id":""}', '{"request_id":"d"}', 'd'],
      ['{"request_id":7}', '{"request_id":"d"}', 'd'],
      [null, '{"action":"create","request_id":"d"}', 'd'],
      ['{"request_id":"m"}', null, 'm'],
      ['{}', '{}', null],
      [null, null, null],
    ];
    for (const [n, [metadata, details]] of told.entries()) {
      await schema.query(
        `INSERT INTO activity_logs
           (id, user_id, session_id, timestamp, activity_type, activity_category, description,
            details, metadata, severity, chain_seq, previous_hash, hash)
         VALUES (UNHEX(LPAD(?, 32, '0')), 'u', 's', '2026-01-15 10:00:00', 'info', 'system', 'x',
           ?, ?, 'info', ?, REPEAT('x', 32), REPEAT('x', 32))`,
        [n, details, metadata, n + 1],
      );
    }
    await migrate(source());
    const rows = await schema.query<{ id: string | null }>(
      'SELECT request_id AS id FROM activity_logs ORDER BY chain_seq',
    );
    expect(rows.map(({ id }) => id)).toEqual(told.map(([, , id]) => id));
  });
});
