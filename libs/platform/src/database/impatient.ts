import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { Sql } from './database.js';
import { isContention } from './sql-errors.js';

/** Who wants a table for itself waits so long at most: whoever comes after it waits behind it. */
const LOCK_WAIT_S = 1;

const ATTEMPTS = 5;

const once = async <T>(dataSource: DataSource, work: (sql: Sql) => Promise<T>): Promise<T> => {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query(`SET SESSION lock_wait_timeout = ${LOCK_WAIT_S}`);
    return await work(runner.manager);
  } finally {
    await runner.query('SET SESSION lock_wait_timeout = DEFAULT');
    await runner.release();
  }
};

/**
 * Runs statements that change tables. One long reader of a table would otherwise let them wait, and
 * every writer behind them. They give up after a second and try again a little later, five times, from
 * the start: `work` must look for itself what is done already.
 * @throws the database's own error when the table is never free.
 */
export const impatiently = async <T>(
  dataSource: DataSource,
  work: (sql: Sql) => Promise<T>,
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(dataSource, work);
    } catch (error) {
      if (!isContention(error) || attempt === ATTEMPTS) throw error;
      await sleep(LOCK_WAIT_S * 1000 * attempt);
    }
  }
};
