import { EnvFlag, EnvInt, EnvUrl } from './env.js';
import { PlatformConfig } from './platform.config.js';

export const DATABASE_URL = {
  description: "The service's own schema: mysql://user:password@host:port/schema",
  schemes: ['mysql', 'mariadb'],
  secret: true,
};

export const RETENTION_DAYS = {
  description: 'Facts older than this are dropped on arrival and removed in the store.',
  min: 1,
  max: 36_500,
};

export const ARCHIVE_DROPPED_PARTITIONS = {
  description:
    'Move months behind the retention into tables of their own instead of dropping them.',
};

/** What an app with a schema of its own reads. */
export class DatabaseConfig extends PlatformConfig {
  @EnvUrl('DATABASE_URL', DATABASE_URL)
  databaseUrl!: string;

  @EnvFlag('DB_MIGRATE', { description: 'Run pending migrations at start.', default: false })
  migrate!: boolean;

  @EnvInt('DB_POOL_SIZE', {
    description: 'Connections per process.',
    default: 10,
    min: 1,
    max: 500,
  })
  poolSize!: number;

  @EnvInt('RETENTION_DAYS', { ...RETENTION_DAYS, default: 730 })
  retentionDays!: number;

  @EnvFlag('ARCHIVE_DROPPED_PARTITIONS', { ...ARCHIVE_DROPPED_PARTITIONS, default: false })
  archiveDropped!: boolean;
}
