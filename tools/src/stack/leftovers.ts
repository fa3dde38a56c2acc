import { rmSync } from 'node:fs';
import { endProcess, isRunning } from '../processes/process-ref.js';
import { removeContainer } from '../servers/docker.js';
import type { StackFiles } from './stack-files.js';
import { readState } from './stack-state.js';

/**
 * Ends what a killed supervisor left running, last started first, and answers the names. Only
 * processes that are provably those that were started are touched.
 */
export async function endLeftovers(files: StackFiles, graceMs = 10_000): Promise<string[]> {
  const processes = (readState(files.state)?.processes ?? []).reverse();
  const ended: string[] = [];
  for (const { name, ref, container } of processes) {
    if (ref && isRunning(ref)) {
      await endProcess(ref, graceMs);
      ended.push(name);
    }
    if (container) removeContainer(container);
  }
  rmSync(files.state, { force: true });
  return ended;
}
