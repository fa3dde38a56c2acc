import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './error-code.js';
import { processStart } from './fingerprint.js';

/** One process for good: a pid alone may belong to another process later. */
export interface ProcessRef {
  pid: number;
  started: string;
}

export function refOf(pid: number): ProcessRef | null {
  const started = processStart(pid);
  return started === null ? null : { pid, started };
}

export function isRunning(ref: ProcessRef): boolean {
  return processStart(ref.pid) === ref.started;
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
    throw error;
  }
}

/** Signals exactly this process; false when it is gone, or its pid is another's by now. */
export function signalProcess(ref: ProcessRef, signal: NodeJS.Signals): boolean {
  return isRunning(ref) && send(ref.pid, signal);
}

/** Answers whether the process was gone in time. */
export async function waitUntilGone(ref: ProcessRef, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isRunning(ref)) {
    if (Date.now() >= deadline) return false;
    await sleep(25);
  }
  return true;
}

/** What a group leader left behind. Its pid is free only when no process of the group is left. */
function killRestOfGroup(pid: number): void {
  if (processStart(pid) === null) send(-pid, 'SIGKILL');
}

/**
 * Ends a process that leads its own group: SIGTERM, then SIGKILL when `graceMs` are over, and then
 * whatever it had started itself. A paused process is woken, as it could not end otherwise.
 */
export async function endProcess(ref: ProcessRef, graceMs: number): Promise<void> {
  if (!signalProcess(ref, 'SIGTERM')) return;
  signalProcess(ref, 'SIGCONT');
  if (!(await waitUntilGone(ref, graceMs))) {
    signalProcess(ref, 'SIGKILL');
    await waitUntilGone(ref, 5_000);
  }
  killRestOfGroup(ref.pid);
}
