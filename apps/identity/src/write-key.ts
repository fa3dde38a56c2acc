import { runDatabaseJob } from '@trailmark/platform';
import { schema } from './database/schema.js';
import { runWriteKeyJob } from './write-key-job/run-write-key-job.js';
import { USAGE, WriteKeyOptions, writeKeyOptions } from './write-key-job/write-key-options.js';

const WRONG_COMMAND_LINE = 2;

const optionsOrExit = (): WriteKeyOptions => {
  try {
    return writeKeyOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    return process.exit(WRONG_COMMAND_LINE);
  }
};

const options = optionsOrExit();
runDatabaseJob(schema, (database) =>
  runWriteKeyJob(database, options, {
    answer: (line) => process.stdout.write(`${line}\n`),
    remark: (line) => process.stderr.write(`${line}\n`),
  }),
);
