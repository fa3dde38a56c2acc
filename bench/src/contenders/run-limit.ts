import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type LimitJob } from './limit-process.js';

/** The limit, in a process of its own. @returns seconds. */
export const runLimit = async (job: LimitJob): Promise<number> => {
  const child = fork(join(__dirname, 'limit-process.js'));
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the limit's process ended with ${code}`);
  });
  const answered = once(child, 'message');
  child.send(job);
  const [seconds] = (await Promise.race([answered, failed])) as [number];
  failed.catch(() => undefined);
  return seconds;
};
