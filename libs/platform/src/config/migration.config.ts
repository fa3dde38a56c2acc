import { DATABASE_URL } from './database.config.js';
import { EnvUrl } from './env.js';

/** What a job that only migrates reads. */
export class MigrationConfig {
  @EnvUrl('DATABASE_URL', DATABASE_URL)
  databaseUrl!: string;
}
