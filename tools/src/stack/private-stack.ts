import { adminUrl } from '../servers/database-server.js';
import type { Progress } from './progress.js';
import { freePort } from '../processes/ports.js';
import { loadSecrets, secret, WRITE_KEYS } from './secrets.js';
import { stackFiles } from './stack-files.js';
import type { ProcessState, StackState } from './stack-state.js';
import { startStack } from './start-stack.js';
import { UserError } from '../user-error.js';
import { Supervisor } from './supervisor.js';

export interface PrivateStackOptions {
  /** The folder for its data, logs and secrets. */
  home: string;
  env: NodeJS.ProcessEnv;
  progress: Progress;
}

/** The whole product on servers of its own, as `up` starts it, held by this process. */
export interface PrivateStack {
  apiUrl: string;
  /** The database's administrator. */
  adminUrl: string;
  jwtSecret: string;
  /** SDKs record with it. */
  writeKey: string;
  /** What runs, in the order of starting. */
  processes(): readonly ProcessState[];
  stop(): Promise<void>;
}

/** Starts a stack beside any other; its owner stops it. */
export async function startPrivateStack(options: PrivateStackOptions): Promise<PrivateStack> {
  const { home, env, progress } = options;
  const files = stackFiles(home);
  const secrets = loadSecrets(files.secrets);
  let state: StackState | null = null;
  const supervisor = new Supervisor(
    (changed) => (state = changed),
    (line) => progress.line(line),
  );
  try {
    // A port of its own, not the usual one, which another stack may be about to take.
    const own = { ...env, PORT: String(await freePort()) };
    const apiUrl = await startStack({ files, secrets, env: own, progress, supervisor }, false);
    return {
      apiUrl,
      adminUrl: adminUrl(portOf(state, 'database'), secrets.DATABASE_ROOT_PASSWORD ?? ''),
      jwtSecret: secret(secrets, 'JWT_SECRET', env),
      writeKey: secret(secrets, WRITE_KEYS, env),
      processes: () => state?.processes ?? [],
      stop: () => supervisor.stop(),
    };
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
}

function portOf(state: StackState | null, name: string): number {
  const port = state?.processes.find((process) => process.name === name)?.port;
  if (!port)
    throw new UserError(`The stack has no ${name} of its own. Unset DATABASE_URL and NATS_URL.`);
  return port;
}
