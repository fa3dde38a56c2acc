import { runDatabaseJob } from '@trailmark/platform';
import { schema } from './database/schema.js';
import { JobOptions, jobOptions, USAGE } from './rebuild/job-options.js';
import { runDerivedJob } from './rebuild/run-derived-job.js';

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
  runDerivedJob(database, options, (line) => process.stdout.write(`${line}\n`)),
);
