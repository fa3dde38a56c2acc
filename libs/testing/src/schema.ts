import { randomBytes } from 'node:crypto';
import { Connection, createConnection, RowDataPacket } from 'mysql2/promise';
import { testDatabaseUrl } from './environment.js';

/** A schema as a test has it: its own and empty at first, or a shared one. */
export interface TestSchema {
  url: string;
  /** Raw SQL as the test sees it, past the product's code. */
  query<T = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

const open = (url: string): Promise<Connection> =>
  createConnection({ uri: url, timezone: 'Z', supportBigNumbers: true, bigNumberStrings: false });

const openSchema = async (name: string, adminUrl: string): Promise<TestSchema> => {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const admin = await open(adminUrl);
  await admin.query(`CREATE DATABASE IF NOT EXISTS ${name}`);
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

/** @param adminUrl a server of the test's own, or the shared one. */
export const createSchema = (adminUrl = testDatabaseUrl()): Promise<TestSchema> =>
  openSchema(`test_${randomBytes(6).toString('hex')}`, adminUrl);

/** The schema of a service that files of tests share; it goes with the test run's server. */
export const sharedSchema = (service: string): Promise<TestSchema> =>
  openSchema(`shared_${service}`, testDatabaseUrl());
