import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openLog } from '../processes/log-file.js';
import { workspaceRoot } from '../workspace.js';
import type { StackFiles } from './stack-files.js';

/** Shows what is added to a file, until told to stop. */
function follow(file: string, from: number): () => void {
  const log = openSync(file, 'r');
  let position = from;
  const copy = () => {
    const size = statSync(file).size;
    const chunk = Buffer.alloc(Math.max(0, size - position));
    position += readSync(log, chunk, 0, chunk.length, position);
    process.stdout.write(chunk);
  };
  const timer = setInterval(copy, 100);
  return () => {
    clearInterval(timer);
    copy();
    closeSync(log);
  };
}

function spawnSupervisor(withSample: boolean, log: number): ChildProcess {
  const script = join(__dirname, 'supervisor-main.js');
  return spawn(process.execPath, [script, ...(withSample ? [] : ['--no-demo'])], {
    cwd: workspaceRoot,
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
}

/** Resolves with the exit code if it ended, or `null` once it is ready. */
function outcome(child: ChildProcess): Promise<number | null> {
  const ready = once(child, 'message').then(() => null);
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : 1));
  return Promise.race([ready, ended]);
}

/** Starts a supervisor that outlives this process, shows its progress, and returns once it is ready. */
export async function detach(files: StackFiles, withSample: boolean): Promise<number> {
  const logFile = files.log('up');
  const log = openLog(logFile);
  const stopFollowing = follow(logFile, statSync(logFile).size);
  const child = spawnSupervisor(withSample, log);
  closeSync(log);
  const passOn = () => child.kill('SIGTERM');
  process.on('SIGINT', passOn).on('SIGTERM', passOn);
  const code = await outcome(child);
  stopFollowing();
  process.off('SIGINT', passOn).off('SIGTERM', passOn);
  if (child.connected) child.disconnect();
  child.unref();
  return code ?? 0;
}
