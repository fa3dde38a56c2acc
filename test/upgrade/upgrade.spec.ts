import { dataSourceOptions, migrate, Schema } from '@trailmark/platform';
import { createSchema, TestSchema, undoFrom } from '@trailmark/testing';
import { DataSource } from 'typeorm';
import { at } from '../deploy/paths.js';
import { OldWriter } from './old-writer.js';

/** The first migration of each service that must leave the version before at work; earlier ones made the product. */
const SINCE = {
  events: 'AddRequestId1764200000000',
  performance: 'AddRequestId1764200000000',
  usage: 'CreateErasure1764410000000',
  activity: 'AddRequestId1764200000000',
  dashboard: 'CreateErasure1764410000000',
  journey: 'CreateErasure1764410000000',
  identity: 'CreateIdentity1764600000000',
};

/** Tables so small that copying them holds nobody up: a row a user who has settings. */
const MAY_LOCK = ['analytics_config'];

const schemaOf = async (app: string): Promise<Schema> =>
  ((await import(at(`apps/${app}/src/database/schema.ts`))) as { schema: Schema }).schema;

describe.each(Object.entries(SINCE))('an upgrade of %s', (app, since) => {
  let schema: TestSchema;
  let source: DataSource;
  let writer: OldWriter;
  let statements: string[];

  beforeAll(async () => {
    schema = await createSchema();
    statements = [];
    const note = (query: string) => void statements.push(query.replace(/\s+/g, ' ').trim());
    const nothing = () => undefined;
    source = new DataSource({
      ...dataSourceOptions({ databaseUrl: schema.url, poolSize: 3 }, await schemaOf(app)),
      logging: ['query'],
      logger: {
        logQuery: note,
        logQueryError: nothing,
        logQuerySlow: nothing,
        logSchemaBuild: nothing,
        logMigration: nothing,
        log: nothing,
      },
    });
    await source.initialize();
    await migrate(source);
    await undoFrom(source, since);
    writer = await OldWriter.of(schema);
    for (let n = 0; n < 5; n += 1) await writer.write();
    statements.length = 0;
    let migrating = true;
    const migrated = migrate(source).finally(() => (migrating = false));
    while (migrating) await writer.write();
    await migrated;
  });
  afterAll(async () => {
    await source.destroy();
    await schema.drop();
  });

  it('lets the version before write and read during it and afterwards', async () => {
    await writer.write();
    expect(writer.written.size).toBeGreaterThan(0);
    expect(await writer.read()).toEqual(writer.written);
  });

  it('takes nothing away that the version before uses', () => {
    const taken = /^(DROP|RENAME|TRUNCATE)|^ALTER TABLE .*\b(DROP|RENAME|MODIFY|CHANGE)\b/;
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.filter((statement) => taken.test(statement))).toEqual([]);
  });

  it('changes large tables without keeping writers from them', () => {
    const locking = statements
      .filter((statement) => statement.startsWith('ALTER TABLE'))
      .filter((statement) => !statement.endsWith('ALGORITHM=INPLACE, LOCK=NONE'))
      .map((statement) => statement.split(' ')[2] ?? '');
    expect(locking.filter((table) => !MAY_LOCK.includes(table))).toEqual([]);
  });
});
