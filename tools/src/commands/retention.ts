import { UsageError } from '../user-error.js';
import { PARTITIONED_SERVICES } from './archive.js';
import { databaseJob } from './database-job.js';

/** Services from whose tables anything goes by its age. */
const SERVICES = [...PARTITIONED_SERVICES, 'usage'];

const JOBS = ['show', 'run'];

const USAGE = `Usage: npm run retention -- show SERVICE | run SERVICE
SERVICE is one of ${SERVICES.join(', ')}.
RETENTION_DAYS and ARCHIVE_DROPPED_PARTITIONS are those of the service's last run, unless the environment has them.`;

/** Tells what is behind the retention of a service and when it was last kept, or keeps it now. */
export async function retention(args: readonly string[]): Promise<number> {
  const [job = '', service = '', ...others] = args;
  if (!JOBS.includes(job) || !SERVICES.includes(service) || others.length > 0) {
    throw new UsageError(USAGE);
  }
  return databaseJob(service, 'retention.js', [job]);
}
