import { lockHolder } from '../processes/lock.js';
import { isRunning } from '../processes/process-ref.js';
import { processTable } from '../stack/process-table.js';
import { stackFiles } from '../stack/stack-files.js';
import { readState, type StackState } from '../stack/stack-state.js';

const NOT_RUNNING = 3;

const leftovers = (state: StackState | null) =>
  (state?.processes ?? [])
    .filter(({ ref }) => ref && isRunning(ref))
    .map(({ name }) => name)
    .join(', ');

/** Lists the processes; the exit code is 3 when nothing runs, as for service managers. */
export async function status(): Promise<number> {
  const files = stackFiles();
  const supervisor = lockHolder(files.lock);
  const state = readState(files.state);
  if (!supervisor) {
    const left = leftovers(state);
    if (left) console.log(`A killed run left ${left}; \`npm run down\` ends what is left.`);
    console.log('Not running. Start it with: npm run up');
    return NOT_RUNNING;
  }
  if (!state?.ready) console.log(`Starting or stopping (pid ${supervisor.pid}).`);
  if (state) console.log(await processTable(state));
  if (state?.apiUrl) console.log(`\nAPI ${state.apiUrl}   docs ${state.apiUrl}/docs`);
  return 0;
}
