import { DataSource } from 'typeorm';
import { exitWith } from '../bootstrap/exit.js';
import { loadConfig } from '../config/env.js';
import { MigrationConfig } from '../config/migration.config.js';
import { dataSourceOptions, Schema } from './data-source-options.js';
import { migrate } from './migrator.js';

/** One connection migrates, another holds the lock. */
const POOL_SIZE = 2;

const run = async (schema: Schema): Promise<void> => {
  const { databaseUrl } = loadConfig(MigrationConfig);
  const dataSource = new DataSource(
    dataSourceOptions({ databaseUrl, poolSize: POOL_SIZE }, schema),
  );
  await dataSource.initialize();
  try {
    const ran = await migrate(dataSource);
    process.stdout.write(`migrations run: ${ran.join(', ') || 'none pending'}\n`);
  } finally {
    await dataSource.destroy();
  }
};

/** Runs a service's pending migrations and ends: what a deployment job calls. */
export const runMigrations = (schema: Schema): void => {
  run(schema).catch(exitWith);
};
