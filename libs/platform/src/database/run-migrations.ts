import { Schema } from './data-source-options.js';
import { runDatabaseJob } from './database-job.js';
import { migrate } from './migrator.js';

/** Runs a service's pending migrations and ends: what a deployment job calls. */
export const runMigrations = (schema: Schema): void => {
  runDatabaseJob(schema, async ({ dataSource }) => {
    const ran = await migrate(dataSource);
    process.stdout.write(`migrations run: ${ran.join(', ') || 'none pending'}\n`);
    return 0;
  });
};
