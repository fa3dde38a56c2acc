export interface SchemaAccount {
  schema: string;
  user: string;
  password: string;
}

export const createSchema = (schema: string) =>
  `CREATE DATABASE IF NOT EXISTS \`${schema}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;`;

function createUser(user: string, host: string, password: string): string[] {
  const account = `'${user}'@'${host}'`;
  return [
    `CREATE USER IF NOT EXISTS ${account} IDENTIFIED BY '${password}';`,
    `ALTER USER ${account} IDENTIFIED BY '${password}';`,
  ];
}

/** What a service does in its schema; months are archived with the same. */
const PRIVILEGES = 'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX';

/** A schema and a user with these rights on it and on nothing else. `_` is a wildcard in a grant. */
export function accountStatements({ schema, user, password }: SchemaAccount): string[] {
  const pattern = schema.replaceAll('_', '\\_');
  return [
    ...createUser(user, '%', password),
    `GRANT ${PRIVILEGES} ON \`${pattern}\`.* TO '${user}'@'%';`,
  ];
}

/**
 * What a private server runs at every start: harmless when repeated, one statement a line. Accounts
 * are found by address, as names are not resolved. Passwords are made by us and hold no quotes.
 * @param replicated the server keeps a binary log, which this is kept out of: each server runs its own.
 */
export function initSql(
  rootPassword: string,
  accounts: readonly SchemaAccount[],
  replicated = false,
): string {
  const lines = [
    ...(replicated ? ['SET SESSION sql_log_bin = 0;'] : []),
    ...['localhost', '127.0.0.1'].flatMap((host) => [
      ...createUser('root', host, rootPassword),
      `GRANT ALL PRIVILEGES ON *.* TO 'root'@'${host}' WITH GRANT OPTION;`,
    ]),
    ...accounts.flatMap((account) => [createSchema(account.schema), ...accountStatements(account)]),
  ];
  return `${lines.join('\n')}\n`;
}
