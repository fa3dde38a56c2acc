import { AsyncLocalStorage } from 'node:async_hooks';
import { DataSource, Logger } from 'typeorm';

/** A statement and the values of its placeholders. */
export type Statement = [sql: string, values: unknown[]];

const SELECT = /^\s*\(?SELECT\b/;

/** What is asked for partitions and locks, not for rows. */
const UPKEEP = /information_schema|\bPARTITION \(|_LOCK\(/;

/** Whose statements are listened to: what runs beside, at any time, is of no work. */
const listeners = new AsyncLocalStorage<Statement[]>();

const ignore = (): void => undefined;

const recorder: Logger = {
  logQuery: (sql, values) => {
    if (SELECT.test(sql) && !UPKEEP.test(sql))
      listeners.getStore()?.push([sql, (values ?? []) as unknown[]]);
  },
  logQueryError: ignore,
  logQuerySlow: ignore,
  logSchemaBuild: ignore,
  logMigration: ignore,
  log: ignore,
};

/**
 * Runs `work` and answers each SELECT that it sends itself; what it has others do over NATS is not heard.
 * @throws Error when it sends none: then nothing would be proved.
 */
export const selectsOf = async (
  dataSource: DataSource,
  work: () => Promise<unknown>,
): Promise<Statement[]> => {
  const statements: Statement[] = [];
  const { logger } = dataSource;
  dataSource.logger = recorder;
  try {
    await listeners.run(statements, work);
  } finally {
    dataSource.logger = logger;
  }
  if (statements.length === 0) throw new Error('no SELECT was sent');
  return statements;
};
