import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';

/** What it starts in the background ends with it, also when its input ends because we are gone. */
const PRELUDE = `set -e
trap 'set +e; running=$(jobs -p); [ -z "$running" ] || kill $running; wait' EXIT
`;

/** One bash into which block after block of a page is pasted, as a reader does; the first failure ends it. */
export class Shell {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly ended: Promise<unknown>;
  private output = '';

  constructor(env: Record<string, string | undefined>, cwd: string) {
    this.child = spawn('bash', ['--noprofile', '--norc'], { env, cwd });
    this.ended = once(this.child, 'exit');
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    this.child.stdin.write(PRELUDE);
  }

  /** Runs some lines and answers what they print. @throws Error with that when one of them fails. */
  async run(lines: string): Promise<string> {
    const mark = randomUUID();
    const begin = this.output.length;
    const done = new Promise<void>((resolve) => {
      const look = () => {
        if (!this.output.includes(mark)) return;
        this.child.stdout.off('data', look);
        resolve();
      };
      this.child.stdout.on('data', look);
    });
    this.child.stdin.write(`${lines}\necho ${mark}\n`);
    const failed = this.ended.then(() => {
      throw new Error(`a command failed:\n${this.output.slice(begin)}`);
    });
    await Promise.race([done, failed]);
    return this.output.slice(begin).replace(`${mark}\n`, '');
  }

  /** Ends it and what it has started. */
  async end(): Promise<void> {
    this.child.stdin.end();
    await this.ended;
  }
}
