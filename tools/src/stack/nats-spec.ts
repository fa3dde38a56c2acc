import { join } from 'node:path';
import type { BrokerUser } from '@trailmark/contracts';
import { writeAtomically } from '../processes/atomic-file.js';
import { greets } from '../processes/probes.js';
import { dockerName, removeContainer } from '../servers/docker.js';
import { natsConfig, prepareNatsServer } from '../servers/nats-server.js';
import type { ServerContext } from './database-spec.js';
import { natsPasswordKey, type Secrets } from './secrets.js';
import type { StackProcessSpec } from './supervisor.js';

const passwordsIn = (secrets: Secrets) => (user: BrokerUser) =>
  secrets[natsPasswordKey(user)] ?? '';

/** Where a service, or the operator, reaches the stack's own server. */
export const natsUrl = (port: number, secrets: Secrets, user: BrokerUser) =>
  `nats://${user}:${passwordsIn(secrets)(user)}@127.0.0.1:${port}`;

function common({ files, port }: ServerContext) {
  return {
    name: 'nats',
    cwd: files.home,
    logFile: files.log('nats'),
    port,
    url: null,
    env: process.env,
    isReady: () => greets(port, 'INFO'),
    stopGraceMs: 5_000,
  };
}

/** A server of the stack's own, from a binary on this machine. */
export function privateNats(context: ServerContext, binary: string): StackProcessSpec {
  const { files, secrets, port } = context;
  const passwords = passwordsIn(secrets);
  const server = prepareNatsServer({ binary, folder: files.nats, port, passwords });
  return { ...common(context), ...server, readyTimeoutMs: 30_000 };
}

/** NATS in a container; the image may have to be fetched first. */
export function dockerNats(context: ServerContext): StackProcessSpec {
  const { files, secrets, port } = context;
  const container = dockerName('nats', files.home);
  removeContainer(container);
  const passwords = passwordsIn(secrets);
  const config = natsConfig({ listen: '0.0.0.0:4222', storeDir: '/data', passwords });
  const file = join(files.nats, 'docker.conf');
  writeAtomically(file, config);
  const args = ['run', '--rm', '--name', container, '-p', `127.0.0.1:${port}:4222`];
  const mounts = ['-v', `${container}:/data`, '-v', `${file}:/etc/trailmark.conf:ro`];
  return {
    ...common(context),
    container,
    command: 'docker',
    args: [...args, ...mounts, 'nats:2.10-alpine', '-c', '/etc/trailmark.conf'],
    readyTimeoutMs: 600_000,
  };
}
