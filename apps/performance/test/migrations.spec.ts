import { dataSourceOptions, migrate } from '@trailmark/platform';
import { createSchema, TestSchema, undoFrom } from '@trailmark/testing';
import { DataSource } from 'typeorm';
import { schema as performance } from '../src/database/schema.js';

describe('migrations of the performance schema', () => {
  let schema: TestSchema;
  let sources: DataSource[];

  const tables = async () =>
    (
      await schema.query<{ name: string }>(
        `SELECT TABLE_NAME AS name FROM information_schema.TABLES
          WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'migrations' ORDER BY BINARY TABLE_NAME`,
      )
    ).map(({ name }) => name);
  const ALL = [
    'erased_users',
    'erasure_guard',
    'erasures',
    'ingest_keys',
    'ingest_messages',
    'ingest_outcomes',
    'performance_metrics',
    'performance_page_days',
    'performance_page_lookups',
    'performance_page_users',
    'performance_user_days',
    'performance_user_pages',
    'performance_user_slots',
    'retention_runs',
  ];

  beforeEach(async () => {
    schema = await createSchema();
    const options = dataSourceOptions({ databaseUrl: schema.url, poolSize: 3 }, performance);
    sources = [new DataSource(options), new DataSource(options)];
    await Promise.all(sources.map((source) => source.initialize()));
  });
  afterEach(async () => {
    await Promise.all(sources.map((source) => source.destroy()));
    await schema.drop();
  });

  it('run once when two replicas start together', async () => {
    const ran = await Promise.all(sources.map(migrate));
    expect(ran.flat()).toEqual([
      'CreatePerformance1763850000000',
      'AddSlotSquares1764100000000',
      'AddRequestId1764200000000',
      'CreateErasure1764410000000',
      'RecordRetention1764700000000',
    ]);
    expect(await tables()).toEqual(ALL);
  });

  it('can be taken back and run again', async () => {
    const [source] = sources;
    if (!source) throw new Error('no data source');
    await migrate(source);
    await undoFrom(source, 'AddSlotSquares1764100000000');
    expect(await tables()).toEqual(ALL.filter((name) => !/^eras|^retention/.test(name)));
    await source.undoLastMigration({ transaction: 'each' });
    expect(await tables()).toEqual([]);
    await migrate(source);
    expect(await tables()).toEqual(ALL);
  });

  it('give slots that are there already the squares of their measurements', async () => {
    const [source] = sources;
    if (!source) throw new Error('no data source');
    await migrate(source);
    await undoFrom(source, 'AddSlotSquares1764100000000');
    const measured = [
      ['u', '2026-10-25 01:14:59.999', '1.005', null],
      ['u', '2026-10-25 01:15:00.000', '600000.000', '99.99'],
      ['u', '2026-10-25 01:29:59.999', '0.001', '0.01'],
      ['v', '2026-10-25 01:29:59.999', '3.000', '50.00'],
    ];
    for (const [n, [user, at, load, score]] of measured.entries()) {
      await schema.query(
        `INSERT INTO performance_metrics
           (id, user_id, session_id, timestamp, page_load_time, performance_score)
         VALUES (UNHEX(LPAD(?, 32, '0')), ?, 's', ?, ?, ?)`,
        [n, user, at, load, score],
      );
    }
    await schema.query(
      `INSERT INTO performance_user_slots (user_id, slot) VALUES ('u', '2026-10-25 01:00:00'),
         ('u', '2026-10-25 01:15:00'), ('v', '2026-10-25 01:15:00')`,
    );
    await migrate(source);
    const slots = await schema.query(
      `SELECT load_time_squares AS loads, score_squares AS scores FROM performance_user_slots
        ORDER BY user_id, slot`,
    );
    expect(slots).toEqual([
      { loads: '1.010025', scores: '0.0000' },
      { loads: '360000000000.000001', scores: '9998.0002' },
      { loads: '9.000000', scores: '2500.0000' },
    ]);
  });

  it('give measurements that are there already the request id of their custom metrics', async () => {
    const [source] = sources;
    if (!source) throw new Error('no data source');
    await migrate(source);
    await undoFrom(source, 'AddRequestId1764200000000');
    const custom = ['{"time_to_interactive":1900,"request_id":"r1"}', '{"request_id":2}', null];
    for (const [n, metrics] of custom.entries()) {
      await schema.query(
        `INSERT INTO performance_metrics
           (id, user_id, session_id, timestamp, page_load_time, custom_metrics)
         VALUES (UNHEX(LPAD(?, 32, '0')), 'u', 's', '2026-01-15 10:00:00', 1, ?)`,
        [n, metrics],
      );
    }
    await migrate(source);
    const rows = await schema.query('SELECT request_id FROM performance_metrics ORDER BY id');
    expect(rows).toEqual([{ request_id: 'r1' }, { request_id: null }, { request_id: null }]);
  });

  it('leave nothing that the entities see otherwise', async () => {
    const [source] = sources;
    if (!source) throw new Error('no data source');
    await migrate(source);
    const columns = await schema.query<{ name: string }>(
      `SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'performance_metrics' ORDER BY name`,
    );
    const mapped = source.getMetadata('MetricEntity').columns.map((column) => column.databaseName);
    expect(columns.map(({ name }) => name).toSorted()).toEqual(mapped.toSorted());
  });
});
