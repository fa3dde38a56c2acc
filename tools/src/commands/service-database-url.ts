import { databasePasswordKey, loadSecrets } from '../stack/secrets.js';
import { schemaOf } from '../stack/services.js';
import { stackFiles } from '../stack/stack-files.js';
import { readState } from '../stack/stack-state.js';
import { UserError } from '../user-error.js';

/** The environment's URL; one that names no schema, as `npm run up` takes it, means the service's. */
function given(text: string, service: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) throw new UserError('DATABASE_URL is no URL.');
  if (url.pathname.length <= 1) url.pathname = `/${schemaOf(service)}`;
  return url.href;
}

/** The running stack's own. */
function ofStack(service: string): string {
  const files = stackFiles();
  const database = readState(files.state)?.processes.find(({ name }) => name === 'database');
  if (!database?.port) {
    throw new UserError('No database runs here. Set DATABASE_URL, or `npm run up` first.');
  }
  const schema = schemaOf(service);
  const password = loadSecrets(files.secrets)[databasePasswordKey(service)] ?? '';
  return `mysql://${schema}:${encodeURIComponent(password)}@127.0.0.1:${database.port}/${schema}`;
}

/** A service's schema: the one that `DATABASE_URL` names, else the running stack's. Throws `UserError`. */
export function serviceDatabaseUrl(service: string): string {
  const { DATABASE_URL } = process.env;
  return DATABASE_URL ? given(DATABASE_URL, service) : ofStack(service);
}
