import { DataSource } from 'typeorm';
import { withNamedLock } from './named-lock.js';

const LOCK_WAIT_S = 300;

/**
 * Runs pending migrations, one process at a time.
 * @returns the names of those that ran here.
 * @throws when another process holds the lock for five minutes, or a migration fails.
 */
export const migrate = async (dataSource: DataSource): Promise<string[]> => {
  const ran = await withNamedLock(dataSource, 'migrate', LOCK_WAIT_S, () =>
    dataSource.runMigrations({ transaction: 'each' }),
  );
  if (ran === null) throw new Error('another process has been migrating for too long');
  return ran.map((migration) => migration.name);
};
