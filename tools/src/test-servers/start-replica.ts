import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import type { RunningServer } from './guarded-server.js';
import { startMariaDb, type StartMariaDbOptions } from './start-mariadb.js';

const USER = 'replicator';
const PASSWORD = 'test';

export interface StartReplicaOptions extends Pick<StartMariaDbOptions, 'dataDir' | 'port'> {
  /** Runs with a binary log from its first day on. */
  primary: RunningServer;
}

/** A read-only database server that repeats what another one commits. */
export interface Replica extends RunningServer {
  /** Waits until it has all that the primary has committed by now. @throws Error after `timeoutMs`. */
  caughtUp(timeoutMs?: number): Promise<void>;
  /** Follows nobody any more, and takes writes. */
  promote(): Promise<void>;
}

/** What MariaDB and MySQL call the same things. */
interface Dialect {
  follow: (port: number) => string[];
  leave: readonly string[];
  /** What the primary has committed. */
  position: string;
  /** 0: the replica has it, in time. */
  wait: (position: string, seconds: number) => string;
}

const MARIADB: Dialect = {
  follow: (port) => [
    `CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = ${port}, MASTER_USER = '${USER}',
       MASTER_PASSWORD = '${PASSWORD}', MASTER_CONNECT_RETRY = 1, MASTER_USE_GTID = slave_pos`,
    'START SLAVE',
  ],
  leave: ['STOP SLAVE', 'RESET SLAVE ALL', 'SET GLOBAL read_only = OFF'],
  position: 'SELECT @@gtid_binlog_pos AS answer',
  wait: (position, seconds) => `SELECT MASTER_GTID_WAIT('${position}', ${seconds}) AS answer`,
};

const MYSQL: Dialect = {
  follow: (port) => [
    `CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = ${port},
       SOURCE_USER = '${USER}', SOURCE_PASSWORD = '${PASSWORD}', SOURCE_CONNECT_RETRY = 1,
       SOURCE_AUTO_POSITION = 1, GET_SOURCE_PUBLIC_KEY = 1`,
    'START REPLICA',
  ],
  leave: ['STOP REPLICA', 'RESET REPLICA ALL', 'SET GLOBAL read_only = OFF'],
  position: 'SELECT @@global.gtid_executed AS answer',
  wait: (position, seconds) =>
    `SELECT WAIT_FOR_EXECUTED_GTID_SET('${position}', ${seconds}) AS answer`,
};

const ask = async (sql: Connection, question: string): Promise<unknown> => {
  const [[row]] = await sql.query<RowDataPacket[]>(question);
  return (row as { answer?: unknown } | undefined)?.answer;
};

async function on<T>(server: RunningServer, use: (sql: Connection) => Promise<T>): Promise<T> {
  const sql = await createConnection({ uri: server.url });
  try {
    return await use(sql);
  } finally {
    await sql.end();
  }
}

const dialectOf = (server: RunningServer): Promise<Dialect> =>
  on(server, async (sql) => {
    const version = String(await ask(sql, 'SELECT VERSION() AS answer'));
    return version.includes('MariaDB') ? MARIADB : MYSQL;
  });

/** Starts a private replica of another private server, which must have a binary log; `url` is the administrator's. */
export async function startReplica({ primary, ...place }: StartReplicaOptions): Promise<Replica> {
  const replication = { serverId: 2, readOnly: true };
  const server = await startMariaDb({ ...place, replication });
  const dialect = await dialectOf(server);
  await on(primary, async (sql) => {
    await sql.query(`CREATE USER IF NOT EXISTS ${USER}@'127.0.0.1' IDENTIFIED BY '${PASSWORD}'`);
    await sql.query(`GRANT REPLICATION SLAVE ON *.* TO ${USER}@'127.0.0.1'`);
  });
  const tell = (statements: readonly string[]) =>
    on(server, async (sql) => {
      for (const statement of statements) await sql.query(statement);
    });
  await tell(dialect.follow(primary.port));
  return {
    ...server,
    promote: () => tell(dialect.leave),
    caughtUp: async (timeoutMs = 120_000) => {
      const position = String(await on(primary, (sql) => ask(sql, dialect.position)));
      const seconds = Math.ceil(timeoutMs / 1000);
      const answer = await on(server, (sql) => ask(sql, dialect.wait(position, seconds)));
      if (Number(answer) !== 0) throw new Error(`the replica has not reached ${position}`);
    },
  };
}
