import { RecordEventDto } from '@trailmark/contracts';
import { dataSourceOptions, migrate } from '@trailmark/platform';
import { createSchema, TestSchema } from '@trailmark/testing';
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
  const ALL = [
    ...SECOND,
    'derived_guard',
    'event_slots',
    'feature_days',
    'session_pages',
  ].toSorted();

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
    ]);
    expect(await tables()).toEqual(ALL);
  });

  it('can be taken back and run again', async () => {
    const [source] = sources;
    if (!source) throw new Error('no data source');
    await migrate(source);
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
    for (let undone = 0; undone < 2; undone += 1) {
      await source.undoLastMigration({ transaction: 'each' });
    }
    const insert = new EventsRepository();
    const events = someEvents().map((event) => toEntity(received(event)));
    await insert.insert(source.manager, events);
    await migrate(source);
    const filled = await derivedTables(schema);
    for (const table of DERIVED_TABLES) await schema.query(`DELETE FROM ${table}`);
    await new DerivedRepository().add(source.manager, events);
    expect(filled).toEqual(await derivedTables(schema));
    expect(filled).toEqual(recountDerived(await rawEvents(schema)));
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
