import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../processes/atomic-file.js';
import { BROKER_OPERATOR, type BrokerUser } from '@trailmark/contracts';
import type { ServerCommand } from './database-server.js';
import { type PasswordText, usersBlock } from './nats-users.js';

/** One server's place in a cluster. */
export interface NatsNode {
  /** Of its own: JetStream knows the copies of a stream by it. */
  name: string;
  /** `host:port` where the other servers reach it, and where it reaches them. */
  listen: string;
  routes: readonly string[];
}

export interface NatsConfig {
  listen: string;
  storeDir: string;
  /** The password of each user of one common account… */
  passwords?: (user: BrokerUser) => string;
  /**
   * …or this many accounts T1, T2, …, so that tests do not meet: each with users t1-events,
   * t1-gateway, …, and t1 for the operator.
   */
  accounts?: number;
  /** A server without it stands alone. */
  node?: NatsNode | undefined;
}

export const TEST_PASSWORD = 'test';

/** What a user of a test account is called. */
export const testUser = (account: number | string, user: BrokerUser): string =>
  user === BROKER_OPERATOR ? `t${account}` : `t${account}-${user}`;

function accountsBlock(count: number): string {
  const password = () => JSON.stringify(TEST_PASSWORD);
  const accounts = Array.from({ length: count }, (_, index) => {
    const users = usersBlock(password, (user) => testUser(index + 1, user));
    return `  T${index + 1} { jetstream: enabled, ${users} }`;
  });
  return `accounts {\n${accounts.join('\n')}\n}`;
}

/** The part of a server's configuration that says who may do what. */
export const authorizationBlock = (password: PasswordText): string =>
  `authorization {\n  ${usersBlock(password)}\n}`;

const clusterBlock = ({ listen, routes }: NatsNode): string => {
  const urls = routes.map((route) => JSON.stringify(`nats-route://${route}`));
  return `cluster { name: trailmark, listen: ${JSON.stringify(listen)}, routes: [${urls.join(', ')}] }`;
};

/** The store's limit is a ceiling for what streams may reserve; their own limits are the real ones. */
export function natsConfig({ listen, storeDir, passwords, accounts, node }: NatsConfig): string {
  return [
    `listen: ${JSON.stringify(listen)}`,
    `server_name: ${JSON.stringify(node?.name ?? 'trailmark')}`,
    ...(node ? [clusterBlock(node)] : []),
    'max_payload: 2MB',
    `jetstream { store_dir: ${JSON.stringify(storeDir)}, max_file_store: 1TB, max_memory_store: 256MB }`,
    ...(passwords ? [authorizationBlock((user) => JSON.stringify(passwords(user)))] : []),
    ...(accounts ? [accountsBlock(accounts)] : []),
    '',
  ].join('\n');
}

export interface NatsServerOptions extends Omit<NatsConfig, 'listen' | 'storeDir'> {
  binary: string;
  /** The server's own folder: its configuration and the streams. */
  folder: string;
  port: number;
}

export function prepareNatsServer(options: NatsServerOptions): ServerCommand {
  const { binary, folder, port, ...access } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'nats.conf');
  const listen = `127.0.0.1:${port}`;
  writeAtomically(file, natsConfig({ listen, storeDir: join(folder, 'store'), ...access }));
  return { command: binary, args: ['--config', file] };
}
