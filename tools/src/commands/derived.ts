import { databaseJob } from './database-job.js';

/** Checks or rebuilds what is counted of the events; the exit code is the job's. */
export function derived(args: readonly string[]): Promise<number> {
  return databaseJob('events', 'derived.js', args);
}
