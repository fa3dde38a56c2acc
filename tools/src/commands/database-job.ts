import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { databasePasswordKey, loadSecrets } from '../stack/secrets.js';
import { schemaOf } from '../stack/services.js';
import { stackFiles } from '../stack/stack-files.js';
import { readState } from '../stack/stack-state.js';
import { UserError } from '../user-error.js';
import { workspaceRoot } from '../workspace.js';

const KILLED = 1;

/** The environment's URL; one that names no schema, as `npm run up` takes it, means the service's. */
function given(text: string, service: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) throw new UserError('DATABASE_URL is no URL.');
  if (url.pathname.length <= 1) url.pathname = `/${schemaOf(service)}`;
  return url.href;
}

/** The running stack's own. */
function ofStack(service: string): string {
  const files = stackFiles();
  const database = readState(files.state)?.processes.find(({ name }) => name === 'database');
  if (!database?.port) {
    throw new UserError('No database runs here. Set DATABASE_URL, or `npm run up` first.');
  }
  const schema = schemaOf(service);
  const password = loadSecrets(files.secrets)[databasePasswordKey(service)] ?? '';
  return `mysql://${schema}:${encodeURIComponent(password)}@127.0.0.1:${database.port}/${schema}`;
}

/**
 * Runs a job of a service on its schema: the one that `DATABASE_URL` names, else the running stack's.
 * @param script its name below the service's `dist`.
 * @returns the job's exit code.
 */
export async function databaseJob(
  service: string,
  script: string,
  args: readonly string[],
): Promise<number> {
  const { DATABASE_URL, ...env } = process.env;
  const url = DATABASE_URL ? given(DATABASE_URL, service) : ofStack(service);
  const path = join(workspaceRoot, 'apps', service, 'dist', script);
  const child = spawn(process.execPath, [path, ...args], {
    env: { ...env, DATABASE_URL: url },
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? KILLED;
}
