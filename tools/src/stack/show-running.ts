import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, type ProcessRef } from '../processes/process-ref.js';
import { loadSecrets, secret } from './secrets.js';
import type { StackFiles } from './stack-files.js';
import { readState } from './stack-state.js';
import { processTable } from './process-table.js';
import { summary } from './summary.js';

/** The API's URL once the running stack is ready; `null` if it ended instead. */
async function whenReady(files: StackFiles, supervisor: ProcessRef): Promise<string | null> {
  while (isRunning(supervisor)) {
    const state = readState(files.state);
    if (state?.ready && state.supervisor.pid === supervisor.pid) return state.apiUrl;
    await sleep(200);
  }
  return null;
}

/** For a second `up`: says what runs, after waiting for a start that is under way. */
export async function showRunning(files: StackFiles, supervisor: ProcessRef): Promise<number> {
  console.log(`Already running or starting (pid ${supervisor.pid}); \`npm run down\` stops it.`);
  const apiUrl = await whenReady(files, supervisor);
  if (apiUrl === null) {
    console.error('It ended before it was ready. Run `npm run up` again.');
    return 1;
  }
  const state = readState(files.state);
  if (state) console.log(await processTable(state));
  console.log(await summary(apiUrl, secret(loadSecrets(files.secrets), 'JWT_SECRET', process.env)));
  return 0;
}
