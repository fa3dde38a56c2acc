import { loadSecrets, secret, WRITE_KEYS } from '../stack/secrets.js';
import { stackFiles } from '../stack/stack-files.js';
import { databaseJob } from './database-job.js';

/** The key that the local stack takes; of several the first. */
function localKey(): string {
  const { env } = process;
  const secrets = env.WRITE_KEYS ? {} : loadSecrets(stackFiles().secrets);
  const [first = ''] = secret(secrets, WRITE_KEYS, env).split(',');
  return first.trim();
}

/**
 * Without arguments: prints the local stack's key, and nothing else. With arguments: gives out, lists and
 * revokes keys of the identity service; the exit code is the job's.
 */
export function writeKey(args: readonly string[]): Promise<number> {
  if (args.length > 0) return databaseJob('identity', 'write-key.js', args);
  console.log(localKey());
  return Promise.resolve(0);
}
