import { DataSource, Logger } from 'typeorm';
import { TestSchema } from './schema.js';

/** One row of a plan; the columns that MySQL and MariaDB share. */
export interface PlanRow {
  table: string | null;
  type: string | null;
  key: string | null;
  rows: number;
  Extra: string | null;
}

const ignore = (): void => undefined;

/** What the upkeep of partitions asks, beside and at any time. */
const UPKEEP = /information_schema|\bPARTITION \(|_LOCK\(/;

/** Listens to the statements a data source sends. */
const recorder = (statements: [string, unknown[]][]): Logger => ({
  logQuery: (sql, values) => {
    const isRead = sql.trimStart().startsWith('SELECT') && !UPKEEP.test(sql);
    if (isRead) statements.push([sql, (values ?? []) as unknown[]]);
  },
  logQueryError: ignore,
  logQuerySlow: ignore,
  logSchemaBuild: ignore,
  logMigration: ignore,
  log: ignore,
});

/**
 * Runs `work` and explains each SELECT that it sends.
 * @throws Error when it sends none: then nothing would be proved.
 */
export const explain = async (
  dataSource: DataSource,
  schema: TestSchema,
  work: () => Promise<unknown>,
): Promise<PlanRow[]> => {
  const statements: [string, unknown[]][] = [];
  const { logger } = dataSource;
  dataSource.logger = recorder(statements);
  try {
    await work();
  } finally {
    dataSource.logger = logger;
  }
  if (statements.length === 0) throw new Error('no SELECT was sent');
  const plans = statements.map(([sql, values]) => schema.query<PlanRow>(`EXPLAIN ${sql}`, values));
  // MariaDB gives `rows` as text when a table has partitions.
  return (await Promise.all(plans)).flat().map((row) => ({ ...row, rows: Number(row.rows) }));
};
