import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace.js';
import { serviceDatabaseUrl } from './service-database-url.js';

const KILLED = 1;

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
  const path = join(workspaceRoot, 'apps', service, 'dist', script);
  const child = spawn(process.execPath, [path, ...args], {
    env: { ...process.env, DATABASE_URL: serviceDatabaseUrl(service) },
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? KILLED;
}
