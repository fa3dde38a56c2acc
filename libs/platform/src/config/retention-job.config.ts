import { ARCHIVE_DROPPED_PARTITIONS, RETENTION_DAYS } from './database.config.js';
import { EnvFlag, EnvInt } from './env.js';

/** What a job that keeps a service's retention reads beside its database; null: as the service does. */
export class RetentionJobConfig {
  @EnvInt('RETENTION_DAYS', { ...RETENTION_DAYS, optional: true })
  retentionDays!: number | null;

  @EnvFlag('ARCHIVE_DROPPED_PARTITIONS', { ...ARCHIVE_DROPPED_PARTITIONS, optional: true })
  archiveDropped!: boolean | null;
}
