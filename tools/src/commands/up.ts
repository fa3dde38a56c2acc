import { lockHolder } from '../processes/lock.js';
import { runSupervised } from '../stack/run-supervised.js';
import { showRunning } from '../stack/show-running.js';
import { stackFiles } from '../stack/stack-files.js';
import { detach } from '../stack/detach.js';
import { parseOptions } from './parse-options.js';

const USAGE = 'npm run up [-- --detach] [-- --no-demo]';

/** Brings the stack up and stays until it is stopped, or returns once it is ready (`--detach`). */
export async function up(args: readonly string[]): Promise<number> {
  const kinds = { detach: 'boolean', 'no-demo': 'boolean' } as const;
  const options = parseOptions(args, kinds, USAGE);
  const files = stackFiles();
  const holder = lockHolder(files.lock);
  if (holder) return showRunning(files, holder);
  const withSample = !options['no-demo'];
  return options.detach ? detach(files, withSample) : runSupervised(files, withSample);
}
