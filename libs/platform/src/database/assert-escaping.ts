import { DataSource } from 'typeorm';

/**
 * Values stand in statements as the driver escapes them, by backslashes.
 * @throws Error when the server takes a backslash for any character: then a value could end its quotes.
 */
export const assertEscaping = async (dataSource: Pick<DataSource, 'query'>): Promise<void> => {
  const rows = await dataSource.query<{ mode: string }[]>('SELECT @@sql_mode AS mode');
  if (rows[0]?.mode.includes('NO_BACKSLASH_ESCAPES')) {
    throw new Error('The database must not run with the SQL mode NO_BACKSLASH_ESCAPES.');
  }
};
