import { dirname } from 'node:path';
import { canUseApt, installByApt } from '../servers/apt.js';
import { findDatabaseDump } from '../servers/binaries.js';
import { UserError } from '../user-error.js';

/** The folder of `mariadb-dump` and `mariadb`. Installs them first where that is possible. */
export function databaseClientFolder(): string {
  const found = findDatabaseDump();
  if (found) return dirname(found);
  if (canUseApt()) installByApt({ database: false, nats: false, client: true });
  const installed = findDatabaseDump();
  if (!installed) throw new UserError('Tests of backups need mariadb-dump on this machine.');
  return dirname(installed);
}
