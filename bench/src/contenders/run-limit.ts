import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type LimitJob } from './limit-process.js';

/** The limit, in a process of its own. @returns seconds. */
export const runLimit = async (job: LimitJob): Promise<number> => {
  const child = fork(join(__dirname, 'limit-process.js'));
  const result = new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(message as number));
    child.once('exit', (code) => reject(new Error(`the limit's process ended with ${code}`)));
  });
  const ended = once(child, 'exit');
  child.send(job);
  const seconds = await result;
  await ended;
  return seconds;
};
