import { runSupervised } from './run-supervised.js';
import { stackFiles } from './stack-files.js';

/** The program that `up --detach` leaves behind; it tells its parent when all is ready. */
async function main(): Promise<void> {
  const withSample = !process.argv.includes('--no-demo');
  const tellParent = () => {
    if (process.send) process.send('ready');
  };
  process.exitCode = await runSupervised(stackFiles(), withSample, tellParent);
}

void main();
