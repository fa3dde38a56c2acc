import { randomBytes } from 'node:crypto';
import { Connection, createConnection, RowDataPacket } from 'mysql2/promise';
import { testDatabaseUrl } from './environment.js';

/** An empty schema of a test's own. */
export interface TestSchema {
  url: string;
  /** Raw SQL as the test sees it, past the product's code. */
  query<T = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

const open = (url: string): Promise<Connection> =>
  createConnection({ uri: url, timezone: 'Z', supportBigNumbers: true, bigNumberStrings: false });

/** @param adminUrl a server of the test's own, or the shared one. */
export const createSchema = async (adminUrl = testDatabaseUrl()): Promise<TestSchema> => {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const admin = await open(adminUrl);
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const run = async <T>(sql: string, values?: unknown[]): Promise<T[]> => {
    const connection = await open(url.href);
    try {
      const [rows] = await connection.query<RowDataPacket[]>(sql, values);
      return rows as T[];
    } finally {
      await connection.end();
    }
  };
  return {
    url: url.href,
    query: run,
    drop: async () => {
      await run(`DROP DATABASE ${name}`);
    },
  };
};
