import { Schema } from '../database/data-source-options.js';
import { runDatabaseJob } from '../database/database-job.js';
import { ArchiveJob } from './archive-job.js';
import { ArchiveOptions, archiveOptions, USAGE } from './archive-options.js';

const WRONG_COMMAND_LINE = 2;

const optionsOrExit = (): ArchiveOptions => {
  try {
    return archiveOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    return process.exit(WRONG_COMMAND_LINE);
  }
};

/** Does what the command line says with a service's archived months, and ends the process. */
export const runArchiveJob = (schema: Schema): void => {
  const options = optionsOrExit();
  runDatabaseJob(schema, (database) =>
    new ArchiveJob(database, schema.partitionedTables, (line) =>
      process.stdout.write(`${line}\n`),
    ).run(options),
  );
};
