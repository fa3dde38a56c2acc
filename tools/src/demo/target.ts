import { lockHolder } from '../processes/lock.js';
import { loadSecrets, secret } from '../stack/secrets.js';
import { stackFiles } from '../stack/stack-files.js';
import { readState } from '../stack/stack-state.js';
import { signToken } from '../token/sign-token.js';
import type { DemoOptions } from './options.js';

export interface Target {
  /** Without a slash at the end. */
  readonly url: string;
  readonly token: string;
}

const DEFAULT_URL = 'http://127.0.0.1:8080';
const TOKEN_SECONDS = 12 * 3600;

/** A token that may send for every user. */
export const serviceToken = (jwtSecret: string): string =>
  signToken(jwtSecret, { sub: 'demo', roles: ['service'], expiresInSeconds: TOKEN_SECONDS });

function runningUrl(): string | null {
  const files = stackFiles();
  return lockHolder(files.lock) ? (readState(files.state)?.apiUrl ?? null) : null;
}

function localToken(env: NodeJS.ProcessEnv): string {
  const secrets = env.JWT_SECRET ? {} : loadSecrets(stackFiles().secrets);
  return serviceToken(secret(secrets, 'JWT_SECRET', env));
}

/** Where to send, and as whom. */
export function targetOf({ url, token }: DemoOptions, env: NodeJS.ProcessEnv): Target {
  return {
    url: url ?? runningUrl() ?? DEFAULT_URL,
    token: token ?? (env.TRAILMARK_TOKEN?.trim() || localToken(env)),
  };
}
