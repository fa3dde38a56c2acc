import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../user-error.js';
import { openLog, tail } from './log-file.js';
import { endProcess, type ProcessRef, refOf } from './process-ref.js';

export interface ProcessSpec {
  name: string;
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  logFile: string;
  port: number | null;
  url: string | null;
  isReady: () => Promise<boolean>;
  readyTimeoutMs: number;
  stopGraceMs: number;
}

export interface ProcessEvents {
  /** Another pid, or none. */
  changed(): void;
  note(line: string): void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const STABLE_MS = 60_000;

/**
 * A child in a process group of its own, so that a terminal's Ctrl-C does not reach it before it is
 * its turn. Once ready it is started again, with growing pauses, whenever it ends by itself.
 */
export class ManagedProcess {
  ref: ProcessRef | null = null;
  startedAt: number | null = null;
  private outcome: string | null = null;
  private exited: Promise<void> = Promise.resolve();
  private keepAlive = false;
  private stopping = false;
  private pauseMs = FIRST_PAUSE_MS;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly spec: ProcessSpec,
    private readonly events: ProcessEvents,
  ) {}

  /** Resolves when ready. Throws with the end of the log when it ends, or is not ready in time. */
  async start(signal: AbortSignal): Promise<void> {
    const { name, isReady, readyTimeoutMs } = this.spec;
    const deadline = Date.now() + readyTimeoutMs;
    this.spawn();
    while (!(await isReady())) {
      signal.throwIfAborted();
      if (this.outcome) throw this.failure(`${name} ended (${this.outcome}) before it was ready.`);
      if (Date.now() > deadline) {
        throw this.failure(`${name} was not ready after ${readyTimeoutMs / 1000} s.`);
      }
      await sleep(100);
    }
    this.keepAlive = true;
    if (this.outcome) this.restartLater();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    if (this.ref) await endProcess(this.ref, this.spec.stopGraceMs);
    await this.exited;
  }

  private spawn(): void {
    const { command, args, cwd, env, logFile } = this.spec;
    const log = openLog(logFile);
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    this.outcome = null;
    this.ref = child.pid === undefined ? null : refOf(child.pid);
    this.startedAt = Date.now();
    this.watch(child, this.startedAt);
    this.events.changed();
  }

  private watch(child: ChildProcess, startedAt: number): void {
    this.exited = new Promise((resolve) => {
      const end = (outcome: string) => {
        this.ended(outcome, startedAt);
        resolve();
      };
      child.once('error', (error) => end(error.message));
      child.once('exit', (code, signal) => end(signal ?? `exit code ${code ?? 'unknown'}`));
    });
  }

  private ended(outcome: string, startedAt: number): void {
    this.outcome = outcome;
    this.ref = null;
    this.startedAt = null;
    this.events.changed();
    if (Date.now() - startedAt > STABLE_MS) this.pauseMs = FIRST_PAUSE_MS;
    if (this.keepAlive) this.restartLater();
  }

  private restartLater(): void {
    if (this.stopping) return;
    const { name, logFile } = this.spec;
    const seconds = this.pauseMs / 1000;
    this.events.note(`! ${name} ended (${this.outcome}); again in ${seconds} s. Log: ${logFile}`);
    this.timer = setTimeout(() => this.spawn(), this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  private failure(reason: string): UserError {
    const { logFile } = this.spec;
    return new UserError(`${reason} The end of ${logFile}:\n\n${tail(logFile)}\n`);
  }
}
