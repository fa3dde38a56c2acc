import { DataSource } from 'typeorm';
import { exitWith } from '../bootstrap/exit.js';
import { DatabaseConfig } from '../config/database.config.js';
import { loadConfig } from '../config/env.js';
import { MigrationConfig } from '../config/migration.config.js';
import { Database } from './database.js';
import { dataSourceOptions, Schema } from './data-source-options.js';

/** One connection works, another may hold a lock. */
const POOL_SIZE = 2;

const run = async (schema: Schema, work: (database: Database) => Promise<number>) => {
  const { databaseUrl } = loadConfig(MigrationConfig);
  const given = { databaseUrl, poolSize: POOL_SIZE, migrate: false };
  const dataSource = new DataSource(dataSourceOptions(given, schema));
  await dataSource.initialize();
  try {
    const database = new Database(dataSource, Object.assign(new DatabaseConfig(), given));
    await database.ready();
    process.exitCode = await work(database);
  } finally {
    await dataSource.destroy();
  }
};

/**
 * Runs one job on a service's schema and ends the process: with the exit code that `work` answers,
 * or 1 and the reason when the database is away or `work` throws. Reads `DATABASE_URL` only.
 */
export const runDatabaseJob = (
  schema: Schema,
  work: (database: Database) => Promise<number>,
): void => {
  run(schema, work).catch(exitWith);
};
