import { runDatabaseJob } from '@trailmark/platform';
import { JobOptions, jobOptions, USAGE } from './account-job/job-options.js';
import { runAccountJob } from './account-job/run-account-job.js';
import { schema } from './database/schema.js';

const WRONG_COMMAND_LINE = 2;

const optionsOrExit = (): JobOptions => {
  try {
    return jobOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    return process.exit(WRONG_COMMAND_LINE);
  }
};

const options = optionsOrExit();
runDatabaseJob(schema, (database) =>
  runAccountJob(database, options, (line) => process.stdout.write(`${line}\n`)),
);
