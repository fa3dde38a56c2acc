import { runServiceJob } from '../stack/service-job.js';

/** Checks or rebuilds what is counted of the events; the exit code is the job's. */
export const derived = (args: readonly string[]): Promise<number> =>
  runServiceJob('events', 'derived.js', args);
