import { dataSourceOptions, migrate } from '@trailmark/platform';
import { createSchema, TestSchema, undoFrom } from '@trailmark/testing';
import { DataSource } from 'typeorm';
import { CountByMonth1764320000000 } from '../src/database/migrations/1764320000000-count-by-month.js';
import { schema as journey } from '../src/database/schema.js';

const BEFORE = journey.migrations.filter(({ name }) => name !== CountByMonth1764320000000.name);

/** Stored by the release before: of the first request two events tell, of the last a day apart. */
const ROWS = [
  ['2026-03-31 23:59:59.5', 'ann', 'api_request', 'r1', 1, 0, 1, null, '/a', 500, 1500],
  ['2026-04-01 00:00:00.5', 'ann', 'slow_request', 'r1', 0, 0, 1, null, '/a', null, 1500],
  ['2026-04-01 10:00:00', 'ann', 'api_request', 'r2', 1, 1, 0, 'odd', '/a', 200, 40],
  ['2026-04-02 10:00:00', 'ann', 'click', null, 0, 0, 0, null, '/shown', null, null],
  ['2026-04-02 10:00:00', 'bob', 'slow_request', 'r1', 0, 0, 1, null, null, null, 1000],
  ['2026-04-20 10:00:00', 'bob', 'api_request', 'r3', 1, 0, 1, null, '/a', 200, 2000],
  ['2026-04-21 10:00:01', 'bob', 'slow_request', 'r3', 0, 0, 1, null, '/a', null, 2000],
];

describe('the migration that counts errors and slow requests as they are stored', () => {
  let schema: TestSchema;
  const sources: DataSource[] = [];

  const open = async (migrations: typeof journey.migrations): Promise<DataSource> => {
    const options = { databaseUrl: schema.url, poolSize: 3 };
    const source = new DataSource(dataSourceOptions(options, { ...journey, migrations }));
    sources.push(source);
    return source.initialize();
  };
  const counted = async (table: string, start: string) =>
    (
      await schema.query(
        `SELECT distinct_id, CAST(${start} AS CHAR), endpoint, error_type, events, requests, successful,
                timed, total_ms, errors, slow, slow_ms FROM ${table} ORDER BY 1, 2, 3, 4`,
      )
    ).map((row) => Object.values(row).map(String).join(' '));

  beforeEach(async () => {
    schema = await createSchema();
    await migrate(await open(BEFORE));
    for (const [n, row] of ROWS.entries()) {
      await schema.query(
        `INSERT INTO journey_events
           (timestamp, distinct_id, event, request_id, is_request, is_error, is_slow, error_type,
            endpoint, status_code, duration_ms, id, properties, source)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UNHEX(LPAD(?, 32, '0')), '{}', 'capture')`,
        [...row, n],
      );
    }
  });
  afterEach(async () => {
    await Promise.all(sources.splice(0).map((source) => source.destroy()));
    await schema.drop();
  });

  it('counts what is there, each slow request once', async () => {
    await migrate(await open(journey.migrations));
    expect(await counted('journey_days', 'day')).toEqual([
      'ann 2026-03-31 /a  1 1 0 1 1500 0 0 0',
      'ann 2026-04-01 /a  1 0 0 0 0 0 1 1500',
      'ann 2026-04-01 /a odd 1 1 1 1 40 1 0 0',
      'ann 2026-04-02   1 0 0 0 0 0 0 0',
      'bob 2026-04-02   1 0 0 0 0 0 1 1000',
      'bob 2026-04-20 /a  1 1 1 1 2000 0 1 2000',
      'bob 2026-04-21 /a  1 0 0 0 0 0 1 2000',
    ]);
    expect(await counted('journey_months', 'month')).toEqual([
      'ann 2026-03-01 /a  1 1 0 1 1500 0 0 0',
      'ann 2026-04-01   1 0 0 0 0 0 0 0',
      'ann 2026-04-01 /a  1 0 0 0 0 0 1 1500',
      'ann 2026-04-01 /a odd 1 1 1 1 40 1 0 0',
      'bob 2026-04-01   1 0 0 0 0 0 1 1000',
      'bob 2026-04-01 /a  2 1 1 1 2000 0 2 4000',
    ]);
  });

  it('can be taken back with its counts', async () => {
    const source = await open(journey.migrations);
    await migrate(source);
    await undoFrom(source, 'CountByMonth1764320000000');
    const days = await schema.query(
      'SELECT endpoint, SUM(events) AS n FROM journey_days GROUP BY endpoint ORDER BY endpoint',
    );
    expect(days.map(({ endpoint, n }) => [endpoint, Number(n)])).toEqual([
      ['', 4],
      ['/a', 3],
    ]);
  });
});
