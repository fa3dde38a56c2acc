import { readJson, writeAtomically } from '../processes/atomic-file.js';
import type { ProcessRef } from '../processes/process-ref.js';

export interface ProcessState {
  name: string;
  /** `null` between an unexpected end and the next start. */
  ref: ProcessRef | null;
  /** Milliseconds since 1970. */
  startedAt: number | null;
  port: number | null;
  /** Where readiness is asked, for applications. */
  url: string | null;
  /** A container to remove should its client be killed. */
  container: string | null;
}

/** What runs, for the other commands; in the order of starting. */
export interface StackState {
  supervisor: ProcessRef;
  ready: boolean;
  apiUrl: string | null;
  processes: ProcessState[];
}

export function readState(file: string): StackState | null {
  const content = readJson(file);
  const known = typeof content === 'object' && content !== null && 'supervisor' in content;
  return known && 'processes' in content ? (content as StackState) : null;
}

export function writeState(file: string, state: StackState): void {
  writeAtomically(file, `${JSON.stringify(state, null, 2)}\n`);
}
