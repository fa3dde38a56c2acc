import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLog, tail } from '../processes/log-file.js';
import { refOf, signalProcess } from '../processes/process-ref.js';
import type { ServerCommand } from '../servers/database-server.js';
import { UserError } from '../user-error.js';
import { toolsRoot } from '../workspace.js';

const READY_MS = 180_000;
const STOP_MS = 60_000;

/** A private server; it ends with this process at the latest, even if this process is killed. */
export interface RunningServer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly logFile: string;
  /** Ends it in order (SIGTERM, after 60 s SIGKILL); harmless when it has ended. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would do. */
  kill(): Promise<void>;
}

export interface GuardedServer {
  name: string;
  url: string;
  port: number;
  server: ServerCommand;
  logFile: string;
  isReady: () => Promise<boolean>;
  /** What it is told by its environment; ours when absent. */
  env?: NodeJS.ProcessEnv | undefined;
  /** A folder that goes too should this process die without stopping the server. */
  removeWhenOrphaned?: string | undefined;
}

function spawnGuard({ server, logFile, removeWhenOrphaned, env }: GuardedServer): ChildProcess {
  const log = openLog(logFile);
  const guard = spawn(
    process.execPath,
    [join(toolsRoot, 'guard.mjs'), server.command, ...server.args],
    {
      detached: true,
      env: {
        ...(env ?? process.env),
        TRAILMARK_GUARD_REMOVE: removeWhenOrphaned ?? '',
        NODE_OPTIONS: '',
      },
      stdio: ['ignore', log, log, 'ipc'],
    },
  );
  closeSync(log);
  return guard;
}

async function serverPid(guard: ChildProcess): Promise<number | null> {
  const gone = once(guard, 'exit').then(() => [null]);
  const [message] = (await Promise.race([once(guard, 'message'), gone])) as [unknown];
  const named = typeof message === 'object' && message !== null && 'pid' in message;
  return named && typeof message.pid === 'number' ? message.pid : null;
}

async function untilReady(guard: ChildProcess, spec: GuardedServer): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (!(await spec.isReady())) {
    if (guard.exitCode !== null || Date.now() > deadline) {
      throw new UserError(`${spec.name} did not start. Its log:\n\n${tail(spec.logFile)}\n`);
    }
    await sleep(50);
  }
}

function handle(guard: ChildProcess, spec: GuardedServer, pid: number): RunningServer {
  const ref = refOf(pid);
  const ended = new Promise<void>((resolve) => {
    if (guard.exitCode === null) guard.once('exit', () => resolve());
    else resolve();
  });
  const end = async (...signals: NodeJS.Signals[]) => {
    guard.ref();
    for (const signal of signals) if (ref) signalProcess(ref, signal);
    await ended;
  };
  const stop = async () => {
    const timer = setTimeout(() => void end('SIGKILL'), STOP_MS);
    await end('SIGTERM', 'SIGCONT');
    clearTimeout(timer);
  };
  const { url, port, logFile } = spec;
  return { url, port, pid, logFile, stop, kill: () => end('SIGKILL') };
}

/** Starts a server under a guard and waits until it is ready. */
export async function startGuarded(spec: GuardedServer): Promise<RunningServer> {
  const guard = spawnGuard(spec);
  const pid = await serverPid(guard);
  if (pid === null) throw new UserError(`${spec.name} did not start:\n\n${tail(spec.logFile)}\n`);
  const server = handle(guard, spec, pid);
  try {
    await untilReady(guard, spec);
  } catch (error) {
    await server.kill();
    throw error;
  }
  guard.unref();
  guard.channel?.unref();
  return server;
}
