import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../user-error.js';

/** MariaDB's own definitions of its system tables, in the order they build on each other. */
const SYSTEM_SQL = [
  'system_tables.sql',
  'performance_tables.sql',
  'system_tables_data.sql',
  'add_gis_sp_bootstrap.sql',
  'sys_schema.sql',
];
const PREFIXES = ['mysql_', 'mariadb_', 'maria_'];

export const isMariaDb = (binary: string) => realpathSync(binary).endsWith('mariadbd');

/** Servers refuse to run as root unless told so by name. */
export const asRoot = () => (process.getuid?.() === 0 ? ['--user=root'] : []);

function systemSqlFile(share: string, name: string): string | undefined {
  return PREFIXES.map((prefix) => join(share, prefix + name)).find((path) => existsSync(path));
}

/**
 * The SQL that makes an empty data folder a server's. Read from the server's own package and not by way
 * of `mariadb-install-db`, which needs a program of the client package and looks host names up.
 */
function systemSql(binary: string): string {
  const prefix = dirname(dirname(realpathSync(binary)));
  for (const share of ['share/mysql', 'share/mariadb', 'share'].map((path) => join(prefix, path))) {
    const files = SYSTEM_SQL.map((name) => systemSqlFile(share, name));
    if (!files.every((file) => file !== undefined)) continue;
    const sql = files.map((file) => readFileSync(file, 'utf8')).join('\n');
    const withoutHostName = sql.split('\n').filter((line) => !line.includes('@current_hostname'));
    return ['CREATE DATABASE mysql;', 'USE mysql;', 'SET @auth_root_socket=NULL;']
      .concat(withoutHostName)
      .join('\n');
  }
  throw new UserError(
    `The system tables' SQL of ${binary} was not found under ${prefix}/share. Reinstall MariaDB, ` +
      'or name a running server in DATABASE_URL.',
  );
}

function initArgs(
  binary: string,
  dataDir: string,
  tempDir: string,
): { args: string[]; input: string } {
  const common = ['--no-defaults', `--datadir=${dataDir}`, `--tmpdir=${tempDir}`, ...asRoot()];
  if (!isMariaDb(binary)) return { args: [...common, '--initialize-insecure'], input: '' };
  const bootstrap = ['--bootstrap', '--silent-startup', '--log-warnings=0'];
  const limits = [
    '--enforce-storage-engine=',
    '--max-allowed-packet=8M',
    '--net-buffer-length=16K',
  ];
  const small = ['--innodb-log-file-size=8M'];
  return { args: [...common, ...bootstrap, ...limits, ...small], input: systemSql(binary) };
}

/**
 * Makes a data folder, once. It gets its name when it is complete, so a cut-off start leaves no half of it.
 * @param tempDir a folder that no other server uses.
 */
export function initDataDir(binary: string, dataDir: string, tempDir: string): void {
  if (existsSync(dataDir)) return;
  const draft = `${dataDir}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const { args, input } = initArgs(binary, draft, tempDir);
  const result = spawnSync(binary, args, { input, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (result.status !== 0) {
    throw new UserError(`The database could not be initialised in ${draft}:\n${result.stderr}`);
  }
  renameSync(draft, dataDir);
}
