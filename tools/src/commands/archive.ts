import { UsageError } from '../user-error.js';
import { databaseJob } from './database-job.js';

/** Services whose tables have a partition a month. */
export const PARTITIONED_SERVICES: readonly string[] = [
  'events',
  'performance',
  'activity',
  'journey',
];

const JOBS = ['list', 'restore', 'drop'];

const USAGE = `Usage: npm run archive -- list SERVICE | restore SERVICE MONTH [--days N] | drop SERVICE MONTH
SERVICE is one of ${PARTITIONED_SERVICES.join(', ')}; MONTH is YYYY-MM.`;

/** Lists, restores or drops archived months of a service; the exit code is the job's. */
export async function archive(args: readonly string[]): Promise<number> {
  const [job = '', service = '', ...rest] = args;
  if (!JOBS.includes(job) || !PARTITIONED_SERVICES.includes(service)) throw new UsageError(USAGE);
  return databaseJob(service, 'archive.js', [job, ...rest]);
}
