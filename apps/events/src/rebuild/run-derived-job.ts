import { Database } from '@trailmark/platform';
import { DerivedJob } from './derived-job.js';
import { JobOptions } from './job-options.js';
import { Report } from './report.js';

/** Runs a job and tells of it line by line. @returns the exit code: 1 when a check found anything. */
export const runDerivedJob = async (
  database: Database,
  { job, ...scope }: JobOptions,
  print: (line: string) => void,
): Promise<number> => {
  const derived = new DerivedJob(database);
  const report = new Report(print);
  if (job === 'rebuild') {
    await derived.rebuild(scope, (differences) => report.progress(differences));
    report.summary('rows changed');
    return 0;
  }
  await derived.check(scope, (differences) => report.list(differences));
  report.summary('rows differ');
  return report.differences > 0 ? 1 : 0;
};
