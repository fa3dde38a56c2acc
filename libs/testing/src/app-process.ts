import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { asService } from './environment.js';
import { freePort } from './free-port.js';
import { waitFor } from './wait-for.js';

const ROOT = resolve(__dirname, '../../..');

const KEPT_CHARACTERS = 20_000;

/** A second or two, but for a machine that is busy with everything else; one that ended is not waited for. */
const READY_MS = 180_000;

/** The app that a script starts; the crashing one is told which in its environment. */
const serviceOf = (script: string, env: Record<string, string>): string =>
  /apps\/([a-z]+)\//.exec(env.CRASHING_APP ?? script)?.[1] ?? 'gateway';

/** A built app as a process of its own, as it runs in production: with its own user of NATS, too. */
export class AppProcess {
  /** Of this file of tests. */
  private static readonly launched = new Set<AppProcess>();
  private static isOver = false;

  private child: ChildProcess | null = null;
  private output = '';

  private constructor(
    private readonly script: string,
    private readonly env: Record<string, string>,
    readonly url: string,
    private readonly keptCharacters: number,
  ) {}

  /**
   * @param script path below the project root, such as `apps/gateway/dist/main.js`.
   * @param keptCharacters of its output, the last ones.
   */
  static async create(
    script: string,
    env: Record<string, string>,
    keptCharacters = KEPT_CHARACTERS,
  ): Promise<AppProcess> {
    const port = await freePort();
    return new AppProcess(
      join(ROOT, script),
      { ...asService(serviceOf(script, env), env), PORT: String(port) },
      `http://127.0.0.1:${port}`,
      keptCharacters,
    );
  }

  static async start(
    script: string,
    env: Record<string, string>,
    keptCharacters = KEPT_CHARACTERS,
  ): Promise<AppProcess> {
    const app = await AppProcess.create(script, env, keptCharacters);
    app.launch();
    await app.ready();
    return app;
  }

  /** Kills what still runs, and lets nothing start any more. */
  static async endAll(): Promise<void> {
    AppProcess.isOver = true;
    await Promise.all([...AppProcess.launched].map((app) => app.kill()));
  }

  /** Starts the process (again) without waiting for it. */
  launch(): void {
    if (AppProcess.isOver) throw new Error(`${this.script} is started after the end of its tests`);
    AppProcess.launched.add(this);
    const child = spawn(process.execPath, ['--enable-source-maps', this.script], {
      env: { PATH: process.env.PATH, ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer) => {
      this.output = (this.output + chunk.toString()).slice(-this.keptCharacters);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    this.child = child;
  }

  /** Waits until it reports itself ready; the error shows its log. */
  async ready(): Promise<void> {
    try {
      await waitFor(() => this.isReady(), READY_MS);
    } catch (error) {
      await this.kill();
      throw new Error(`${this.script} is not ready:\n${this.output}`, { cause: error });
    }
  }

  /** Of the process that runs now. @throws Error when none was started. */
  get pid(): number {
    if (this.child?.pid === undefined) throw new Error(`${this.script} was not started`);
    return this.child.pid;
  }

  get running(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  get log(): string {
    return this.output;
  }

  /** Resolves when the process has ended, for whatever reason. */
  async ended(): Promise<void> {
    if (this.running && this.child) await once(this.child, 'exit');
  }

  /** A crash: no handler of the process runs. */
  async kill(): Promise<void> {
    this.child?.kill('SIGKILL');
    await this.ended();
  }

  /** An orderly stop. */
  async stop(): Promise<void> {
    this.child?.kill('SIGTERM');
    await this.ended();
  }

  /** Stops it where it is, connections open, as a long pause of the machine would. */
  pause(): void {
    this.child?.kill('SIGSTOP');
  }

  resume(): void {
    this.child?.kill('SIGCONT');
  }

  private async isReady(): Promise<boolean> {
    if (!this.running) throw new Error('it has ended');
    try {
      const response = await fetch(`${this.url}/health/ready`);
      return response.ok;
    } catch (error) {
      // Not instanceof: jest's globals and fetch's come from different realms.
      if ((error as Error).name === 'TypeError') return false;
      throw error;
    }
  }
}
