import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../processes/atomic-file.js';
import type { ServerCommand } from './database-server.js';

export interface NatsUser {
  name: string;
  password: string;
}

export interface NatsConfig {
  listen: string;
  storeDir: string;
  /** One user of one common account… */
  user?: NatsUser;
  /** …or this many accounts T1, T2, … with users t1, t2, …, so that tests do not meet. */
  accounts?: number;
}

export const TEST_PASSWORD = 'test';

function accountsBlock(count: number): string {
  const accounts = Array.from({ length: count }, (_, index) => {
    const users = `users: [{ user: t${index + 1}, password: ${TEST_PASSWORD} }]`;
    return `  T${index + 1} { jetstream: enabled, ${users} }`;
  });
  return `accounts {\n${accounts.join('\n')}\n}`;
}

const userBlock = ({ name, password }: NatsUser) =>
  `authorization { users: [{ user: ${JSON.stringify(name)}, password: ${JSON.stringify(password)} }] }`;

/** The store's limit is a ceiling for what streams may reserve; their own limits are the real ones. */
export function natsConfig({ listen, storeDir, user, accounts }: NatsConfig): string {
  return [
    `listen: ${JSON.stringify(listen)}`,
    'server_name: trailmark',
    'max_payload: 2MB',
    `jetstream { store_dir: ${JSON.stringify(storeDir)}, max_file_store: 1TB, max_memory_store: 256MB }`,
    ...(user ? [userBlock(user)] : []),
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
