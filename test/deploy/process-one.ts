import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { at } from './paths.js';

const NAMESPACE = ['--user', '--map-root-user', '--pid', '--fork', '--kill-child'];

/** Linux lets us make a namespace for a container's process 1, unless it is told not to. */
const canUnshare = (): boolean => spawnSync('unshare', [...NAMESPACE, 'true']).status === 0;

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/**
 * An app as a container runs it: Node is process 1, whom a signal that it does not handle leaves alone.
 * Where namespaces cannot be made it is an ordinary process.
 */
export class ProcessOne {
  private readonly isolated = canUnshare();
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown[]>;
  log = '';

  constructor(app: string, env: Record<string, string>) {
    const script = at(`apps/${app}/dist/main.js`);
    if (!existsSync(script)) throw new Error(`${script} is missing: build it with npm run build`);
    const node = [process.execPath, '--enable-source-maps', script];
    const [command = '', ...args] = this.isolated ? ['unshare', ...NAMESPACE, ...node] : node;
    this.child = spawn(command, args, { env: { PATH: process.env.PATH, ...env } });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.log += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.log += chunk.toString()));
    this.exited = once(this.child, 'exit');
  }

  /** As a container engine does; resolves when the process has ended. */
  async terminate(): Promise<Ended> {
    process.kill(this.pid(), 'SIGTERM');
    const [code, signal] = (await this.exited) as [number | null, NodeJS.Signals | null];
    return { code, signal };
  }

  /** Ends it whatever it does; harmless when it has ended. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  /** Node's own, which `unshare` is the parent of. */
  private pid(): number {
    const { pid } = this.child;
    if (pid === undefined) throw new Error('the process did not start');
    if (!this.isolated) return pid;
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
  }
}
