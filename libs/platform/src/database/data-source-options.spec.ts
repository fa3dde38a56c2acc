import { dataSourceOptions } from './data-source-options.js';

const schema = { entities: [], migrations: [], partitionedTables: [] };

describe('dataSourceOptions', () => {
  const options = (databaseUrl: string) => dataSourceOptions({ databaseUrl, poolSize: 3 }, schema);

  it('never synchronise a schema, and keep instants in UTC and text byte for byte', () => {
    expect(options('mysql://db/events')).toMatchObject({
      synchronize: false,
      timezone: 'Z',
      charset: 'utf8mb4_bin',
      poolSize: 3,
    });
  });

  it.each([
    ['mysql://ann:s@db/events', 'mysql://ann:s@db/events'],
    ['mariadb://ann:mariadb:@db/events', 'mysql://ann:mariadb:@db/events'],
  ])('%s is reached at %s', (given, expected) => {
    expect(options(given)).toMatchObject({ type: 'mysql', url: expected });
  });
});
