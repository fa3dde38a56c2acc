import { Database } from '@trailmark/platform';
import { TestService, waitFor } from '@trailmark/testing';
import { jobOptions } from '../src/rebuild/job-options.js';
import { runDerivedJob } from '../src/rebuild/run-derived-job.js';
import { derivedTables, rawEvents, recountDerived, someEvents } from './derived-recount.js';
import { aMessage, unacknowledged } from './event-messages.js';

export const settled = () => waitFor(async () => (await unacknowledged()) === 0);

/** Messages of eight events each, of three users. */
export const messages = (count: number) =>
  Array.from({ length: count }, (_, n) => aMessage(...someEvents().slice(n * 8, n * 8 + 8)));

/** Runs jobs on a service's schema, and spoils it. */
export const derivedJobs = ({ app, schema }: TestService) => ({
  /** A job as the command runs it: exit code and what it prints. */
  run: async (...args: string[]) => {
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    return { code: await runDerivedJob(app.get(Database), jobOptions(args), print), lines };
  },
  damaged: async (...statements: string[]) => {
    for (const statement of statements.flatMap((some) => some.split(';'))) {
      await schema.query(statement);
    }
  },
  expectRight: async () => {
    expect(await derivedTables(schema)).toEqual(recountDerived(await rawEvents(schema)));
  },
});

export type DerivedJobs = ReturnType<typeof derivedJobs>;
