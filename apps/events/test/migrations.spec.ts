import { RecordEventDto } from '@trailmark/contracts';
import { dataSourceOptions, migrate } from '@trailmark/platform';
import { createSchema, TestSchema, undoFrom } from '@trailmark/testing';
import { DataSource } from 'typeorm';
import { DerivedRepository } from '../src/derived/derived.repository.js';
import { toEntity } from '../src/events/event.mapper.js';
import { EventsRepository } from '../src/events/events.repository.js';
import { aMessage } from './event-messages.js';
import {
  DERIVED_TABLES,
  derivedTables,
  rawEvents,
  recountDerived,
  someEvents,
} from './derived-recount.js';
import { schema as events } from '../src/database/schema.js';

/** A fact as the service receives it. */
const received = (event: Partial<RecordEventDto>) => {
  const { received_at, facts } = aMessage(event);
  const [fact] = facts;
  if (!fact) throw new Error('no fact');
  return { ...fact, received_at };
};

/** Four that tell a request id, and others that do not. */
const requestIds: (Record<string, unknown> | null)[] = [
  { request_id: '82b0da6e-9c9b-422b-b748-9e16ea98f45b', page: '/a' },
  { page: '/a', request_id: '𝄞 "quoted" \\ é' },
  { request_id: '𝄞'.repeat(64) },
  { request_id: 'null' },
  { request_id: '' },
  { request_id: 'a'.repeat(65) },
  { request_id: 42 },
  { request_id: null },
  { request_id: { request_id: 'nested' } },
  { nested: { request_id: 'nested' } },
  { request_ids: ['a'] },
  null,
];

describe('migrations of the events schema', () => {
  let schema: TestSchema;
  let sources: DataSource[];

  const tables = async () =>
    (
      await schema.query<{ name: string }>(
        `SELECT TABLE_NAME AS name FROM information_schema.TABLES
          WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'migrations'`,
      )
    )
      .map(({ name }) => name)
      .toSorted();
  const FIRST = ['analytics_events', 'ingest_keys', 'ingest_messages', 'ingest_outcomes'];
  const SECOND = [...FIRST, 'event_days', 'page_days', 'sessions'].toSorted();
  const THIRD = [
    ...SECOND,
    'derived_guard',
    'event_slots',
    'feature_days',
    'session_pages',
  ].toSorted();
  const ALL = [...THIRD, 'erased_users', 'erasure_guard', 'erasures', 'retention_runs'].toSorted();

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
    expect(ran.flat()).toEqual([
      'CreateEvents1763800000000',
      'CreateDerived1763900000000',
      'CreateFigures1764000000000',
      'AddRequestId1764200000000',
      'CreateErasure1764410000000',
      'IndexTimes1764440000000',
      'RecordRetention1764700000000',
    ]);
    expect(await tables()).toEqual(ALL);
  });

  it('can be taken back and run again', async () => {
    const [source] = sources;
    if (!source) throw new Error('no data source');
    await migrate(source);
    await undoFrom(source, 'AddRequestId1764200000000');
    expect(await tables()).toEqual(THIRD);
    await source.undoLastMigration({ transaction: 'each' });
    expect(await tables()).toEqual(SECOND);
    await source.undoLastMigration({ transaction: 'each' });
    expect(await tables()).toEqual(FIRST);
    await source.undoLastMigration({ transaction: 'each' });
    expect(await tables()).toEqual([]);
    await migrate(source);
    expect(await tables()).toEqual(ALL);
  });

  it('fill the derived tables from the events that are there already', async () => {
    const [source] = sources;
    if (!source) throw new Error('no data source');
    await migrate(source);
    const insert = new EventsRepository();
    const events = someEvents().map((event) => toEntity(received(event)));
    await insert.insert(source.manager, events);
    await undoFrom(source, 'CreateDerived1763900000000');
    await migrate(source);
    const filled = await derivedTables(schema);
    for (const table of DERIVED_TABLES) await schema.query(`DELETE FROM ${table}`);
    await new DerivedRepository().add(source.manager, events);
    expect(filled).toEqual(await derivedTables(schema));
    expect(filled).toEqual(recountDerived(await rawEvents(schema)));
  });

  it('give events that are there already the request id of their properties, in every month', async () => {
    const [source] = sources;
    if (!source) throw new Error('no data source');
    await migrate(source);
    await schema.query(
      `ALTER TABLE analytics_events REORGANIZE PARTITION p_future INTO
         (PARTITION p202601 VALUES LESS THAN ('2026-02-01'),
          PARTITION p_future VALUES LESS THAN (MAXVALUE))`,
    );
    const events = requestIds.map((properties, n) =>
      toEntity(received({ properties, timestamp: `2026-0${1 + (n % 3)}-15T10:00:00Z` })),
    );
    await new EventsRepository().insert(source.manager, events);
    const told = () =>
      schema.query<{ id: string | null }>(
        'SELECT request_id AS id FROM analytics_events ORDER BY analytics_events.id',
      );
    const atInsert = await told();
    await undoFrom(source, 'AddRequestId1764200000000');
    await migrate(source);
    expect(await told()).toEqual(atInsert);
    expect(atInsert.map(({ id }) => id)).toEqual(
      events.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ requestId }) => requestId),
    );
    expect(atInsert.filter(({ id }) => id !== null)).toHaveLength(4);
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
