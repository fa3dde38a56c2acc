import { DataSource } from 'typeorm';
import { DatabaseConfig } from '../config/database.config.js';
import { loadConfig } from '../config/env.js';
import { dataSourceOptions, Schema } from './data-source-options.js';
import { migrate } from './migrator.js';

/** Runs a service's pending migrations and ends: what a deployment job calls. */
export const runMigrations = async (schema: Schema): Promise<void> => {
  const config = loadConfig(DatabaseConfig);
  const dataSource = new DataSource(dataSourceOptions(config, schema));
  await dataSource.initialize();
  try {
    const ran = await migrate(dataSource);
    process.stdout.write(`migrations run: ${ran.join(', ') || 'none pending'}\n`);
  } finally {
    await dataSource.destroy();
  }
};
