import { totalmem } from 'node:os';
import { type PrivateStack, signToken, startPrivateStack, type Progress } from '@trailmark/tools';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { OBVIOUS_TABLES } from '../contenders/obvious/schema.js';
import { type RunningContender, startObvious } from '../contenders/obvious/start-obvious.js';

export const OBVIOUS_SCHEMA = 'obvious';
export const LIMIT_SCHEMA = 'at_the_limit';
export const EVENTS_TABLE = 'trailmark_events.analytics_events';
export const LIMIT_TABLE = `${LIMIT_SCHEMA}.analytics_events`;
export const OBVIOUS_TABLE = `${OBVIOUS_SCHEMA}.analytics_events`;

/** No request of a benchmark is to be refused for being one of many. */
const UNBOUNDED = {
  RATE_LIMIT_INGEST: '0',
  RATE_LIMIT_READ: '0',
  RATE_LIMIT_ADDRESS: '0',
  RATE_LIMIT_REFUSED: '0',
};

const TOKEN_SECONDS = 6 * 3600;

const MIB = 2 ** 20;

/** All contenders on one database server. */
export class BenchServers {
  private constructor(
    readonly stack: PrivateStack,
    readonly obvious: RunningContender,
    readonly sql: Connection,
  ) {}

  static async start(
    home: string,
    env: NodeJS.ProcessEnv,
    progress: Progress,
  ): Promise<BenchServers> {
    const stack = await startPrivateStack({ home, env: { ...env, ...UNBOUNDED }, progress });
    try {
      const sql = await createConnection(stack.adminUrl);
      await giveMemory(sql);
      await makeTables(sql);
      const url = new URL(stack.adminUrl);
      url.pathname = `/${OBVIOUS_SCHEMA}`;
      return new BenchServers(stack, await startObvious(url.toString()), sql);
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  get token(): string {
    const claims = { sub: 'bench', roles: ['service', 'support'], expiresInSeconds: TOKEN_SECONDS };
    return signToken(this.stack.jwtSecret, claims as Parameters<typeof signToken>[1]);
  }

  /** Of the product's processes and the servers, by name. */
  get pids(): Map<string, number> {
    const known = this.stack
      .processes()
      .flatMap(({ name, ref }): [string, number][] => (ref ? [[name, ref.pid]] : []));
    return new Map([...known, ['obvious', this.obvious.pid]]);
  }

  /** One request to Trailmark. @throws Error unless it was stored. */
  async post(path: string, body: object): Promise<void> {
    const response = await fetch(`${this.stack.apiUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if ([200, 201, 202].includes(response.status)) return;
    throw new Error(`POST ${path} was answered ${response.status}: ${await response.text()}`);
  }

  /** Another connection to the database, for what is to go on beside `sql`; whoever asks ends it. */
  connect(): Promise<Connection> {
    return createConnection(this.stack.adminUrl);
  }

  async countRows(table: string, where = 'TRUE'): Promise<number> {
    const [[row]] = await this.sql.query<RowDataPacket[]>(
      `SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`,
    );
    return Number(row?.n);
  }

  async stop(): Promise<void> {
    await this.obvious.stop();
    await this.sql.end();
    await this.stack.stop();
  }
}

/** Half of the machine's memory, as a server of millions of events is given, and a log of changes to match. */
const giveMemory = async (sql: Connection): Promise<void> => {
  const [[server]] = await sql.query<RowDataPacket[]>('SELECT VERSION() AS version');
  const isMariaDb = String(server?.version).includes('MariaDB');
  const log = isMariaDb ? 'innodb_log_file_size' : 'innodb_redo_log_capacity';
  await sql.query(`SET GLOBAL innodb_buffer_pool_size = ${Math.floor(totalmem() / 2 / MIB) * MIB}`);
  await sql.query(`SET GLOBAL ${log} = ${1024 * MIB}`);
};

/** The limit's table is the product's own, with its partitions and indexes. */
const makeTables = async (sql: Connection): Promise<void> => {
  for (const schema of [OBVIOUS_SCHEMA, LIMIT_SCHEMA]) {
    await sql.query(`DROP DATABASE IF EXISTS ${schema}`);
    await sql.query(`CREATE DATABASE ${schema}`);
  }
  await sql.query(`CREATE TABLE ${LIMIT_TABLE} LIKE ${EVENTS_TABLE}`);
  for (const table of OBVIOUS_TABLES) {
    await sql.query(table.replace('CREATE TABLE ', `CREATE TABLE ${OBVIOUS_SCHEMA}.`));
  }
};
