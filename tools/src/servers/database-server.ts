import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { writeAtomically } from '../processes/atomic-file.js';
import { asRoot, initDataDir, isMariaDb } from './database-init.js';
import { initSql, type SchemaAccount } from './database-sql.js';

/** A server that keeps a binary log: others can follow it, and it another. */
export interface Replication {
  /** Of its own among those that follow each other. */
  serverId: number;
  /** Takes writes from nobody but whom it follows. */
  readOnly: boolean;
}

export interface DatabaseServerOptions {
  binary: string;
  /** The server's own folder: `data`, the start-up SQL and the socket. */
  folder: string;
  port: number;
  rootPassword: string;
  accounts: readonly SchemaAccount[];
  /** For tests: an acknowledged commit survives a killed process, not a power cut. */
  fast?: boolean;
  replication?: Replication | undefined;
}

export interface ServerCommand {
  command: string;
  args: string[];
}

/** A socket's path may hold about 107 bytes, which a deep clone exceeds. */
export function socketPath(folder: string): string {
  const beside = join(folder, 'server.sock');
  if (Buffer.byteLength(beside) < 100) return beside;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  return join(tmpdir(), `trailmark-${name}.sock`);
}

function settings(fast: boolean): string[] {
  const size = fast ? '64M' : '256M';
  const durable = ['--innodb-flush-log-at-trx-commit=1'];
  const quick = ['--innodb-flush-log-at-trx-commit=2', '--performance-schema=OFF'];
  return [`--innodb-buffer-pool-size=${size}`, ...(fast ? quick : durable)];
}

/** A server that starts deletes temporary tables from it, those of others at work included: so each has its own. */
const tempDir = (folder: string): string => join(folder, 'tmp');

/** Rows, not statements, so that a replica stores the very same. */
const binaryLog = (folder: string, { serverId, readOnly }: Replication): string[] => [
  `--server-id=${serverId}`,
  `--log-bin=${join(folder, 'binlog')}`,
  '--binlog-format=ROW',
  `--relay-log=${join(folder, 'relay')}`,
  '--log-slave-updates',
  `--read-only=${readOnly ? 'ON' : 'OFF'}`,
];

function serverArgs({ folder, port, fast = false, replication }: DatabaseServerOptions): string[] {
  return [
    '--no-defaults',
    `--datadir=${join(folder, 'data')}`,
    `--tmpdir=${tempDir(folder)}`,
    `--init-file=${join(folder, 'init.sql')}`,
    `--socket=${socketPath(folder)}`,
    `--pid-file=${join(folder, 'server.pid')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--character-set-server=utf8mb4',
    '--max-connections=200',
    '--max-allowed-packet=64M',
    ...settings(fast),
    ...(replication ? binaryLog(folder, replication) : []),
    ...asRoot(),
  ];
}

function mysqlOnly({ binary, replication }: DatabaseServerOptions): string[] {
  if (isMariaDb(binary)) return [];
  const log = replication
    ? ['--gtid-mode=ON', '--enforce-gtid-consistency=ON']
    : ['--skip-log-bin'];
  // Packages name a folder of files to exchange, without which it does not start and which we have no use for.
  return ['--mysqlx=OFF', '--secure-file-priv=NULL', ...log];
}

/** Prepares the server's folder, with its tables on first use, and answers how to start the server. */
export function prepareDatabaseServer(options: DatabaseServerOptions): ServerCommand {
  const { binary, folder, rootPassword, accounts, replication } = options;
  mkdirSync(tempDir(folder), { recursive: true, mode: 0o700 });
  initDataDir(binary, join(folder, 'data'), tempDir(folder));
  writeAtomically(
    join(folder, 'init.sql'),
    initSql(rootPassword, accounts, replication !== undefined),
  );
  return { command: binary, args: [...serverArgs(options), ...mysqlOnly(options)] };
}

export const adminUrl = (port: number, rootPassword: string) =>
  `mysql://root:${rootPassword}@127.0.0.1:${port}/`;

/** Whether the server takes a login; the start-up SQL has run by then. */
export async function databaseAnswers(url: string): Promise<boolean> {
  try {
    const connection = await createConnection({ uri: url, connectTimeout: 2_000 });
    await connection.query('SELECT 1');
    await connection.end();
    return true;
  } catch {
    return false; // not listening yet
  }
}
