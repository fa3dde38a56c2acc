import { existsSync, rmSync } from 'node:fs';
import { lockHolder } from '../processes/lock.js';
import { removeVolumes } from '../servers/docker.js';
import { endLeftovers } from '../stack/leftovers.js';
import { stackFiles } from '../stack/stack-files.js';
import { UserError } from '../user-error.js';

/** Removes all that the local stack keeps: data, secrets, logs. Servers given by a URL are not touched. */
export async function reset(): Promise<number> {
  const files = stackFiles();
  if (lockHolder(files.lock)) {
    throw new UserError('The stack is running. Stop it first: npm run down');
  }
  await endLeftovers(files);
  removeVolumes(files.home);
  if (!existsSync(files.home)) {
    console.log('There is nothing to remove.');
    return 0;
  }
  rmSync(files.home, { recursive: true, force: true });
  console.log(`Removed ${files.home}: data, secrets and logs.`);
  return 0;
}
