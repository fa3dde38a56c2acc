import { ManagedProcess, type ProcessSpec } from '../processes/managed-process.js';
import { refOf } from '../processes/process-ref.js';
import type { ProcessState, StackState } from './stack-state.js';

export interface StackProcessSpec extends ProcessSpec {
  container?: string;
}

/** Starts the stack's processes one after another, keeps them alive, and stops them in the opposite order. */
export class Supervisor {
  private readonly processes: ManagedProcess[] = [];
  private readonly containers = new Map<string, string>();
  private readonly abort = new AbortController();
  private ready = false;
  private apiUrl: string | null = null;

  constructor(
    private readonly saveState: (state: StackState) => void,
    private readonly note: (line: string) => void,
  ) {}

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Resolves when the process is ready. Throws when it is not, or when the stack is being stopped. */
  async start({ container, ...spec }: StackProcessSpec): Promise<void> {
    this.signal.throwIfAborted();
    if (container) this.containers.set(spec.name, container);
    const events = { changed: () => this.save(), note: this.note };
    const managed = new ManagedProcess(spec, events);
    this.processes.push(managed);
    await managed.start(this.signal);
  }

  markReady(apiUrl: string): void {
    this.ready = true;
    this.apiUrl = apiUrl;
    this.save();
  }

  /** Ends a start that is under way; what has started is for `stop`. */
  interrupt(): void {
    this.abort.abort(new Error('Stopped while starting.'));
  }

  async stop(onStop: (name: string) => void = () => {}): Promise<void> {
    this.interrupt();
    this.ready = false;
    for (const managed of [...this.processes].reverse()) {
      onStop(managed.spec.name);
      await managed.stop();
    }
  }

  private save(): void {
    const supervisor = refOf(process.pid);
    if (!supervisor) return;
    const processes = this.processes.map((managed) => this.describe(managed));
    this.saveState({ supervisor, ready: this.ready, apiUrl: this.apiUrl, processes });
  }

  private describe({ spec, ref, startedAt }: ManagedProcess): ProcessState {
    const { name, port, url } = spec;
    return { name, ref, startedAt, port, url, container: this.containers.get(name) ?? null };
  }
}
