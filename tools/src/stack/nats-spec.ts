import { join } from 'node:path';
import { writeAtomically } from '../processes/atomic-file.js';
import { greets } from '../processes/probes.js';
import { dockerName, removeContainer } from '../servers/docker.js';
import { natsConfig, prepareNatsServer } from '../servers/nats-server.js';
import type { ServerContext } from './database-spec.js';
import type { Secrets } from './secrets.js';
import type { StackProcessSpec } from './supervisor.js';

const USER = 'trailmark';

const user = (secrets: Secrets) => ({ name: USER, password: secrets.NATS_PASSWORD ?? '' });

export const natsUrl = (port: number, secrets: Secrets) =>
  `nats://${USER}:${user(secrets).password}@127.0.0.1:${port}`;

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
  const server = prepareNatsServer({ binary, folder: files.nats, port, user: user(secrets) });
  return { ...common(context), ...server, readyTimeoutMs: 30_000 };
}

/** NATS in a container; the image may have to be fetched first. */
export function dockerNats(context: ServerContext): StackProcessSpec {
  const { files, secrets, port } = context;
  const container = dockerName('nats', files.home);
  removeContainer(container);
  const config = natsConfig({ listen: '0.0.0.0:4222', storeDir: '/data', user: user(secrets) });
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
