import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace.js';
import { serviceDatabaseUrl } from './service-database.js';

const KILLED = 1;

/** Runs a built script of a service on its schema; answers the exit code. */
export async function runServiceJob(
  service: string,
  script: string,
  args: readonly string[],
): Promise<number> {
  const { DATABASE_URL, ...env } = process.env;
  const path = join(workspaceRoot, 'apps', service, 'dist', script);
  const child = spawn(process.execPath, [path, ...args], {
    env: { ...env, DATABASE_URL: serviceDatabaseUrl(service, DATABASE_URL) },
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? KILLED;
}
