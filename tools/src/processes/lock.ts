import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readJson } from './atomic-file.js';
import { errorCode } from './error-code.js';
import { isRunning, type ProcessRef, refOf } from './process-ref.js';

function isRef(value: unknown): value is ProcessRef {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'started' in value &&
    typeof value.started === 'string'
  );
}

/** Who holds the lock; `null` when nobody does, or the holder died. */
export function lockHolder(file: string): ProcessRef | null {
  const holder = readJson(file);
  return isRef(holder) && isRunning(holder) ? holder : null;
}

/** A hard link appears with its content or not at all, and only one of two can make it. */
function tryLink(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Takes a dead holder's lock away. Should a live one have come between, its lock is put back. */
function removeStale(file: string): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return; // another process was quicker
  }
  if (lockHolder(aside)) tryLink(aside, file);
  rmSync(aside, { force: true });
}

/** Takes the lock for this process. Answers the holder when another process has it, else `null`. */
export function acquireLock(file: string): ProcessRef | null {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, JSON.stringify(refOf(process.pid)));
  try {
    while (!tryLink(draft, file)) {
      const holder = lockHolder(file);
      if (holder) return holder;
      removeStale(file);
    }
    return null;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Gives up the lock if this process holds it. */
export function releaseLock(file: string): void {
  if (lockHolder(file)?.pid === process.pid) rmSync(file, { force: true });
}
