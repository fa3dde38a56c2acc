import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type LoadJob, type LoadResult } from './job.js';

/** Sends a load from a process of its own, so that the clients' work is nobody else's. */
export const runLoad = async (job: LoadJob): Promise<LoadResult> => {
  const child = fork(join(__dirname, 'load-process.js'));
  const result = new Promise<LoadResult>((resolve, reject) => {
    child.once('message', (message) => resolve(message as LoadResult));
    child.once('exit', (code) => reject(new Error(`the load process ended with ${code}`)));
  });
  const ended = once(child, 'exit');
  child.send(job);
  const loaded = await result;
  await ended;
  return loaded;
};
