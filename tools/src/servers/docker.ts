import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { stackHome } from '../workspace.js';
import { findBinary } from './binaries.js';

const docker = (...args: string[]) =>
  spawnSync('docker', args, { stdio: 'ignore', timeout: 30_000 }).status === 0;

/** Whether an engine answers; the client alone does not do. */
export const dockerAnswers = () => findBinary(['docker']) !== null && docker('info');

/** Names differ by clone, so that two clones do not share a container or its data. */
export function dockerName(server: string, home = stackHome()): string {
  const clone = createHash('sha256').update(home).digest('hex').slice(0, 8);
  return `trailmark-${clone}-${server}`;
}

/** A container survives a killed client; its name must be free before the next one. */
export function removeContainer(name: string): void {
  docker('rm', '--force', name);
}

export function removeVolumes(home: string): void {
  if (!dockerAnswers()) return;
  for (const server of ['mysql', 'nats']) docker('volume', 'rm', '-f', dockerName(server, home));
}
