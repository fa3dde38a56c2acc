import { databaseJob } from './database-job.js';

/** Makes and changes accounts of the identity service; the exit code is the job's. */
export function account(args: readonly string[]): Promise<number> {
  return databaseJob('identity', 'account.js', args);
}
