import { isLongEnough, loadSecrets, secret } from '../stack/secrets.js';
import { stackFiles } from '../stack/stack-files.js';
import { signToken } from '../token/sign-token.js';
import { parseTokenOptions } from '../token/token-options.js';
import { UserError } from '../user-error.js';

/** Prints a token and nothing else. */
export function token(args: readonly string[]): Promise<number> {
  const claims = parseTokenOptions(args);
  const { env } = process;
  const secrets = env.JWT_SECRET ? {} : loadSecrets(stackFiles().secrets);
  const jwtSecret = secret(secrets, 'JWT_SECRET', env);
  if (!isLongEnough(jwtSecret)) {
    throw new UserError('JWT_SECRET has fewer than 32 bytes. Use the one that the gateway has.');
  }
  console.log(signToken(jwtSecret, claims));
  return Promise.resolve(0);
}
