import { DataSource, EntityManager, QueryResult, QueryRunner } from 'typeorm';
import { Connection, JointStatements } from './joint-statements.js';

/** Null: as the server has it by default. */
export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ' | null;

const joints = new WeakMap<QueryRunner, JointStatements>();

const structured = (raw: unknown): QueryResult => {
  const result = new QueryResult<unknown>();
  result.raw = raw;
  if (Array.isArray(raw)) result.records = raw;
  else result.affected = (raw as { affectedRows?: number } | undefined)?.affectedRows;
  return result;
};

/** Lets the runner's statements go together. */
const join = (runner: QueryRunner, joint: JointStatements): void => {
  const stream = runner.stream.bind(runner);
  Object.assign(runner, {
    query: async (text: string, values?: unknown[], withResult = false) => {
      const raw = await joint.query(text, values);
      return withResult ? structured(raw) : raw;
    },
    stream: async (...asked: Parameters<QueryRunner['stream']>) => {
      await joint.settle();
      return stream(...asked);
    },
  });
  joints.set(runner, joint);
};

/** Runs `work` in a transaction of its own, whose statements go to the server together where they can. */
export const inTransaction = async <T>(
  dataSource: DataSource,
  isolation: Isolation,
  work: (sql: EntityManager) => Promise<T>,
): Promise<T> => {
  const runner = dataSource.createQueryRunner();
  try {
    const connection = (await runner.connect()) as Connection;
    const log = (text: string, values?: unknown[]): void => {
      dataSource.logger.logQuery(text, values, runner);
    };
    join(runner, new JointStatements(connection, log));
    const { manager } = runner;
    if (isolation === null) return await manager.transaction(work);
    return await manager.transaction(isolation, work);
  } finally {
    await runner.release();
  }
};

const jointOf = ({ queryRunner }: EntityManager): JointStatements | undefined =>
  queryRunner && joints.get(queryRunner);

/**
 * Says that a transaction asks for nothing after this turn: its commit goes with what is asked for in
 * it. A statement that comes later is refused.
 */
export const endWithTurn = (sql: EntityManager): void => jointOf(sql)?.endWithTurn();

/**
 * Asks for a statement whose answer nobody needs: within a transaction it goes with the next one, if
 * only the commit, and it is that one that fails if this does. So it is for what fails the whole
 * transaction; a savepoint's end is a statement, too.
 */
export const sendAlong = async (
  sql: EntityManager,
  text: string,
  values?: unknown[],
): Promise<void> => {
  const joint = jointOf(sql);
  await (joint ? joint.sendAlong(text, values) : sql.query(text, values));
};
