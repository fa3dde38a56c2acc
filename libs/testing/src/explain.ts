import { DataSource } from 'typeorm';
import { TestSchema } from './schema.js';
import { selectsOf } from './selects.js';

/** One row of a plan; the columns that MySQL and MariaDB share. */
export interface PlanRow {
  table: string | null;
  type: string | null;
  key: string | null;
  rows: number;
  Extra: string | null;
}

/**
 * Runs `work` and explains each SELECT that it sends.
 * @throws Error when it sends none: then nothing would be proved.
 */
export const explain = async (
  dataSource: DataSource,
  schema: TestSchema,
  work: () => Promise<unknown>,
): Promise<PlanRow[]> => {
  const statements = await selectsOf(dataSource, work);
  const plans = statements.map(([sql, values]) => schema.query<PlanRow>(`EXPLAIN ${sql}`, values));
  // MariaDB gives `rows` as text when a table has partitions.
  return (await Promise.all(plans)).flat().map((row) => ({ ...row, rows: Number(row.rows) }));
};
