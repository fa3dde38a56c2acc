import { type Connection, createConnection } from 'mysql2/promise';
import { accountStatements, createSchema, type SchemaAccount } from '../servers/database-sql.js';
import { UserError } from '../user-error.js';

/** Access denied (to a schema, for a user, missing privilege, may not grant, may not create users). */
const NOT_PRIVILEGED = new Set([1044, 1045, 1142, 1227, 1396, 1410]);

const isNotPrivileged = (error: unknown) =>
  error instanceof Error &&
  'errno' in error &&
  typeof error.errno === 'number' &&
  NOT_PRIVILEGED.has(error.errno);

async function connect(url: string): Promise<Connection> {
  try {
    return await createConnection({ uri: url, connectTimeout: 10_000 });
  } catch (error) {
    const { host } = new URL(url);
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `The database of DATABASE_URL (${host}) refused the connection: ${reason}\n` +
        'Check the address, user and password, or unset DATABASE_URL to use a private server.',
      { cause: error },
    );
  }
}

function urlFor(adminUrl: string, schema: string, login?: SchemaAccount): string {
  const url = new URL(adminUrl);
  url.pathname = `/${schema}`;
  if (login) [url.username, url.password] = [login.user, login.password];
  return url.toString();
}

/** An account of the service's own, or the given one where accounts may not be made. */
async function provideAccount(connection: Connection, account: SchemaAccount) {
  try {
    for (const statement of accountStatements(account)) await connection.query(statement);
    return account;
  } catch (error) {
    if (isNotPrivileged(error)) return undefined;
    throw error;
  }
}

async function provideSchema(connection: Connection, schema: string): Promise<void> {
  try {
    await connection.query(createSchema(schema));
  } catch (error) {
    if (!isNotPrivileged(error)) throw error;
    throw new UserError(
      `The user of DATABASE_URL may not create the schema ${schema}. Give a user that may, or have it created:\n\n` +
        `  ${createSchema(schema)}`,
      { cause: error },
    );
  }
}

/** Creates schemas and, where that is allowed, accounts on a server; answers a URL per schema. */
export async function provideSchemas(
  adminUrl: string,
  accounts: readonly SchemaAccount[],
): Promise<Map<string, string>> {
  const connection = await connect(adminUrl);
  try {
    const urls = new Map<string, string>();
    for (const account of accounts) {
      await provideSchema(connection, account.schema);
      const login = await provideAccount(connection, account);
      urls.set(account.schema, urlFor(adminUrl, account.schema, login));
    }
    return urls;
  } finally {
    await connection.end();
  }
}
