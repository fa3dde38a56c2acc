import { loadSecrets, secret, WRITE_KEYS } from '../stack/secrets.js';
import { stackFiles } from '../stack/stack-files.js';
import { UsageError } from '../user-error.js';

/** Prints the write key that SDKs send events with, and nothing else; of several the first. */
export function writeKey(args: readonly string[]): Promise<number> {
  if (args.length > 0) throw new UsageError('Usage: npm run --silent write-key');
  const { env } = process;
  const secrets = env.WRITE_KEYS ? {} : loadSecrets(stackFiles().secrets);
  const [first = ''] = secret(secrets, WRITE_KEYS, env).split(',');
  console.log(first.trim());
  return Promise.resolve(0);
}
