import { SERVICES, schemaOf } from './services.js';
import { databasePasswordKey, type Secrets } from './secrets.js';
import type { SchemaAccount } from '../servers/database-sql.js';
import { adminUrl, databaseAnswers, prepareDatabaseServer } from '../servers/database-server.js';
import { dockerName, removeContainer } from '../servers/docker.js';
import type { StackFiles } from './stack-files.js';
import type { StackProcessSpec } from './supervisor.js';

export interface ServerContext {
  files: StackFiles;
  secrets: Secrets;
  port: number;
}

/** A schema and an account for every service that has a database. */
export function serviceAccounts(secrets: Secrets): SchemaAccount[] {
  return SERVICES.filter((service) => service.database).map(({ name }) => ({
    schema: schemaOf(name),
    user: schemaOf(name),
    password: secrets[databasePasswordKey(name)] ?? '',
  }));
}

const rootPassword = (secrets: Secrets) => secrets.DATABASE_ROOT_PASSWORD ?? '';

function common({ files, secrets, port }: ServerContext) {
  const url = adminUrl(port, rootPassword(secrets));
  return {
    name: 'database',
    cwd: files.home,
    logFile: files.log('database'),
    port,
    url: null,
    isReady: () => databaseAnswers(url),
    stopGraceMs: 10_000,
  };
}

/** A server of the stack's own, from a binary on this machine. */
export function privateDatabase(context: ServerContext, binary: string): StackProcessSpec {
  const { files, secrets, port } = context;
  const server = prepareDatabaseServer({
    binary,
    folder: files.database,
    port,
    rootPassword: rootPassword(secrets),
    accounts: serviceAccounts(secrets),
  });
  return { ...common(context), ...server, env: process.env, readyTimeoutMs: 60_000 };
}

/** MySQL in a container; the image may have to be fetched first. */
export function dockerDatabase(context: ServerContext): StackProcessSpec {
  const container = dockerName('mysql', context.files.home);
  removeContainer(container);
  const args = ['run', '--rm', '--name', container, '-p', `127.0.0.1:${context.port}:3306`];
  const data = ['-v', `${container}:/var/lib/mysql`];
  const login = ['-e', 'MYSQL_ROOT_PASSWORD', '-e', 'MYSQL_ROOT_HOST=%'];
  const server = ['mysql:8.4', '--character-set-server=utf8mb4', '--skip-log-bin', '--mysqlx=OFF'];
  return {
    ...common(context),
    container,
    command: 'docker',
    args: [...args, ...data, ...login, ...server],
    env: { ...process.env, MYSQL_ROOT_PASSWORD: rootPassword(context.secrets) },
    readyTimeoutMs: 600_000,
  };
}
