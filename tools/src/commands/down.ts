import { lockHolder } from '../processes/lock.js';
import { endProcess, signalProcess, waitUntilGone } from '../processes/process-ref.js';
import { endLeftovers } from '../stack/leftovers.js';
import { stackFiles, type StackFiles } from '../stack/stack-files.js';

const STOP_MS = 45_000;

/** Asks the supervisor to stop everything; ends what is left if it does not manage. Answers what was stopped. */
async function stopStack(files: StackFiles): Promise<string | null> {
  const supervisor = lockHolder(files.lock);
  if (!supervisor) {
    const leftovers = await endLeftovers(files);
    return leftovers.length > 0 ? `what an earlier run left: ${leftovers.join(', ')}` : null;
  }
  signalProcess(supervisor, 'SIGTERM');
  if (!(await waitUntilGone(supervisor, STOP_MS))) {
    await endProcess(supervisor, 0);
    await endLeftovers(files, 0);
  }
  return `the stack (pid ${supervisor.pid})`;
}

export async function down(): Promise<number> {
  const stopped = await stopStack(stackFiles());
  console.log(stopped ? `Stopped ${stopped}. The data is kept.` : 'Nothing is running.');
  return 0;
}
