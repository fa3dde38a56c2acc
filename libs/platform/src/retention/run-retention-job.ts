import { loadConfig } from '../config/env.js';
import { RetentionJobConfig } from '../config/retention-job.config.js';
import { Schema } from '../database/data-source-options.js';
import { runDatabaseJob } from '../database/database-job.js';
import { RetentionJob } from './retention-job.js';

const WRONG_COMMAND_LINE = 2;

const USAGE = `Usage: retention show | run
RETENTION_DAYS and ARCHIVE_DROPPED_PARTITIONS are those of the service's last run, unless the environment has them.`;

const jobOrExit = (): 'show' | 'run' => {
  const [job, ...others] = process.argv.slice(2);
  if ((job === 'show' || job === 'run') && others.length === 0) return job;
  process.stderr.write(`${USAGE}\n`);
  return process.exit(WRONG_COMMAND_LINE);
};

/** Does what the command line says about a service's retention, and ends the process. */
export const runRetentionJob = (schema: Schema): void => {
  const job = jobOrExit();
  runDatabaseJob(schema, (database) => {
    const { retentionDays, archiveDropped } = loadConfig(RetentionJobConfig);
    const given = {
      ...(retentionDays !== null && { retentionDays }),
      ...(archiveDropped !== null && { archives: archiveDropped }),
    };
    const print = (line: string) => process.stdout.write(`${line}\n`);
    return new RetentionJob(database, schema, given, print).run(job);
  });
};
