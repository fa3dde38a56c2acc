import { rmSync } from 'node:fs';
import { acquireLock, releaseLock } from '../processes/lock.js';
import { UserError } from '../user-error.js';
import { endLeftovers } from './leftovers.js';
import { Progress } from './progress.js';
import { loadSecrets, secret } from './secrets.js';
import { showRunning } from './show-running.js';
import type { StackFiles } from './stack-files.js';
import { writeState } from './stack-state.js';
import type { StackContext } from './start-servers.js';
import { startStack } from './start-stack.js';
import { summary } from './summary.js';
import { Supervisor } from './supervisor.js';

const INTERRUPTED = 130;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves at the first signal to stop; later ones change nothing, as every stop has a time limit. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.on(signal, () => resolve());
  });
}

function prepare(files: StackFiles): StackContext {
  const progress = new Progress();
  const supervisor = new Supervisor(
    (state) => writeState(files.state, state),
    (line) => progress.line(line),
  );
  const secrets = loadSecrets(files.secrets);
  return { files, secrets, env: process.env, progress, supervisor };
}

async function serve(context: StackContext, withSample: boolean, onReady: () => void) {
  const stop = stopSignal();
  void stop.then(() => context.supervisor.interrupt());
  const { progress, secrets, env } = context;
  const apiUrl = await startStack(context, withSample);
  progress.line(await summary(apiUrl, secret(secrets, 'JWT_SECRET', env)));
  progress.line('Ctrl-C or `npm run down` stops it.');
  onReady();
  await stop;
}

async function stopAll({ supervisor, progress, files }: StackContext): Promise<void> {
  progress.line('\nStopping…');
  await supervisor.stop((name) => progress.line(`  ${name}`));
  rmSync(files.state, { force: true });
  progress.line('Stopped; the data is kept.');
}

/** The exit code; a failure's reason is printed last, below what was stopped because of it. */
function explain(error: unknown, interrupted: boolean): number {
  if (interrupted) return INTERRUPTED;
  if (!(error instanceof UserError)) throw error;
  console.error(`\n${error.message}`);
  return error.exitCode;
}

async function serveUntilStopped(files: StackFiles, withSample: boolean, onReady: () => void) {
  const leftovers = await endLeftovers(files);
  if (leftovers.length > 0) console.log(`Ended what an earlier run left: ${leftovers.join(', ')}`);
  const context = prepare(files);
  try {
    await serve(context, withSample, onReady);
    await stopAll(context);
    return 0;
  } catch (error) {
    const interrupted = context.supervisor.signal.aborted;
    await stopAll(context);
    return explain(error, interrupted);
  }
}

/** Runs the stack in this process until a signal ends it. */
export async function runSupervised(
  files: StackFiles,
  withSample: boolean,
  onReady: () => void = () => {},
): Promise<number> {
  const holder = acquireLock(files.lock);
  if (holder) return showRunning(files, holder);
  process.stdout.on('error', () => {}); // a closed terminal must not keep us from stopping in order
  process.stderr.on('error', () => {});
  try {
    return await serveUntilStopped(files, withSample, onReady);
  } finally {
    releaseLock(files.lock);
  }
}
