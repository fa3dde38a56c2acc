import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where packages put servers, beyond what a user's PATH names. */
const MORE_FOLDERS = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/libexec',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mariadb/bin',
  '/opt/homebrew/opt/mysql/bin',
  '/usr/local/opt/mariadb/bin',
  '/usr/local/mysql/bin',
  '/opt/local/lib/mariadb/bin',
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first of the names that is found; names come first, so that a better one wins over an earlier folder. */
export function findBinary(names: readonly string[], path = process.env.PATH ?? ''): string | null {
  const folders = [...path.split(delimiter).filter(Boolean), ...MORE_FOLDERS];
  for (const name of names) {
    const found = folders.map((folder) => join(folder, name)).find(isExecutable);
    if (found) return found;
  }
  return null;
}

/** MariaDB's before MySQL's, unless `DATABASE_SERVER` names one of them. */
export const findDatabaseServer = (named = process.env.DATABASE_SERVER) =>
  findBinary(named ? [named] : ['mariadbd', 'mysqld']);
export const findNatsServer = () => findBinary(['nats-server']);
export const findRedisServer = () => findBinary(['redis-server', 'valkey-server']);
export const findDatabaseDump = () => findBinary(['mariadb-dump']);
