import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { UserError } from '../user-error.js';

const OPTIONS = ['-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120'];

/** Runs one apt program; null when it failed, else its output. */
export type Apt = (program: 'apt-get' | 'apt-cache', args: readonly string[]) => string | null;

const systemApt: Apt = (program, args) => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const result = spawnSync(program, [...args], { env, encoding: 'utf8', maxBuffer: 1 << 26 });
  return result.status === 0 ? result.stdout : null;
};

export const isDebianLike = () => existsSync('/etc/debian_version');

export function canUseApt(): boolean {
  return isDebianLike() && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

/**
 * The package with just the server's programs, which starts no daemon. Ubuntu puts the version into its
 * name (`mariadb-server-core-10.6`); where there is none, the whole server will do.
 */
export function databasePackage(apt: Apt): string | null {
  const listing = apt('apt-cache', ['search', '--names-only', '^mariadb-server']) ?? '';
  const names = listing.split('\n').map((line) => line.split(' ')[0] ?? '');
  const core = names.filter((name) => /^mariadb-server-core(-[\d.]+)?$/.test(name)).sort();
  return core[0] ?? names.find((name) => name === 'mariadb-server') ?? null;
}

export interface AptRequest {
  database: boolean;
  nats: boolean;
  redis?: boolean;
  /** Programs that dump a database and read dumps. */
  client?: boolean;
}

function install({ database, nats, redis, client }: AptRequest, apt: Apt): boolean {
  const server = database ? databasePackage(apt) : null;
  if (database && !server) return false;
  const packages = [
    server,
    nats ? 'nats-server' : null,
    redis ? 'redis-server' : null,
    client ? 'mariadb-client' : null,
  ].filter((name) => name !== null);
  return apt('apt-get', ['install', ...OPTIONS, ...packages]) !== null;
}

/** Installs what is missing; package lists are fetched only when the present ones do not do. */
export function installByApt(request: AptRequest, apt: Apt = systemApt): void {
  if (install(request, apt)) return;
  apt('apt-get', ['update', '-o', 'DPkg::Lock::Timeout=120']);
  if (install(request, apt)) return;
  throw new UserError(
    'apt-get could not install the servers. See why with:\n\n' +
      '  apt-get update && apt-get install --no-install-recommends mariadb-server-core nats-server\n\n' +
      'or name running servers in DATABASE_URL and NATS_URL.',
  );
}
