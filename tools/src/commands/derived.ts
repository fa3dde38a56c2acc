import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { databasePasswordKey, loadSecrets } from '../stack/secrets.js';
import { schemaOf } from '../stack/services.js';
import { stackFiles } from '../stack/stack-files.js';
import { readState } from '../stack/stack-state.js';
import { UserError } from '../user-error.js';
import { workspaceRoot } from '../workspace.js';

const SERVICE = 'events';
const SCRIPT = `apps/${SERVICE}/dist/derived.js`;

const KILLED = 1;

/** The environment's URL; one that names no schema, as `npm run up` takes it, means the service's. */
function given(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) throw new UserError('DATABASE_URL is no URL.');
  if (url.pathname.length <= 1) url.pathname = `/${schemaOf(SERVICE)}`;
  return url.href;
}

/** The running stack's own. */
function ofStack(): string {
  const files = stackFiles();
  const database = readState(files.state)?.processes.find(({ name }) => name === 'database');
  if (!database?.port) {
    throw new UserError('No database runs here. Set DATABASE_URL, or `npm run up` first.');
  }
  const schema = schemaOf(SERVICE);
  const password = loadSecrets(files.secrets)[databasePasswordKey(SERVICE)] ?? '';
  return `mysql://${schema}:${encodeURIComponent(password)}@127.0.0.1:${database.port}/${schema}`;
}

/** Checks or rebuilds what is counted of the events; the exit code is the job's. */
export async function derived(args: readonly string[]): Promise<number> {
  const { DATABASE_URL, ...env } = process.env;
  const child = spawn(process.execPath, [join(workspaceRoot, SCRIPT), ...args], {
    env: { ...env, DATABASE_URL: DATABASE_URL ? given(DATABASE_URL) : ofStack() },
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? KILLED;
}
