import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { answersOk } from '../processes/probes.js';
import { UserError } from '../user-error.js';
import { workspaceRoot } from '../workspace.js';
import { serviceEnv, type ServiceEnvOptions } from './service-env.js';
import type { StackFiles } from './stack-files.js';
import type { StackProcessSpec } from './supervisor.js';

/** A server on every interface is reached on this machine by the loopback one. */
export function localUrl(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/** In MiB. Node would let garbage lie as long as the machine has memory; a service is to stay below 180. */
const SMALL_HEAP = ['--max-semi-space-size=8', '--max-old-space-size=192'];

/** How one application runs. Throws `UserError` when it is not built. */
export function servicePlan(options: ServiceEnvOptions, files: StackFiles): StackProcessSpec {
  const { service, port, host } = options;
  const script = join(workspaceRoot, 'apps', service, 'dist', 'main.js');
  if (!existsSync(script)) {
    throw new UserError(`${script} is missing. Build it with: npx tsc -b apps/${service}`);
  }
  const url = `${localUrl(host, port)}/health/ready`;
  return {
    name: service,
    command: process.execPath,
    args: [...SMALL_HEAP, '--enable-source-maps', script],
    env: serviceEnv(options),
    cwd: workspaceRoot,
    logFile: files.log(service),
    port,
    url,
    isReady: () => answersOk(url),
    readyTimeoutMs: 120_000,
    stopGraceMs: 12_000,
  };
}
