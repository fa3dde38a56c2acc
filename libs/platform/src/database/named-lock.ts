import { DataSource } from 'typeorm';

/**
 * Runs `work` while this process alone holds the lock in this schema.
 * @param waitSeconds how long to wait for another holder.
 * @returns what `work` returns, or null when somebody else held the lock all the time.
 */
export const withNamedLock = async <T>(
  dataSource: DataSource,
  name: string,
  waitSeconds: number,
  work: () => Promise<T>,
): Promise<T | null> => {
  const runner = dataSource.createQueryRunner();
  try {
    const sql = `SELECT GET_LOCK(CONCAT(DATABASE(), '.', ?), ?) AS held`;
    const [row] = (await runner.query(sql, [name, waitSeconds])) as { held: unknown }[];
    if (Number(row?.held) !== 1) return null;
    try {
      return await work();
    } finally {
      await runner.query(`SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.', ?))`, [name]);
    }
  } finally {
    await runner.release();
  }
};
