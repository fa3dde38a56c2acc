import type { BrokerService } from '@trailmark/contracts';
import { findServers, type UsableSource } from '../servers/find-servers.js';
import { adminUrl } from '../servers/database-server.js';
import {
  dockerDatabase,
  privateDatabase,
  serviceAccounts,
  type ServerContext,
} from './database-spec.js';
import { dockerNats, natsUrl, privateNats } from './nats-spec.js';
import { keptPort } from './ports-file.js';
import type { Progress } from './progress.js';
import { provideSchemas } from './schemas.js';
import type { Secrets } from './secrets.js';
import type { StackFiles } from './stack-files.js';
import type { Supervisor } from './supervisor.js';

export interface StackContext {
  files: StackFiles;
  secrets: Secrets;
  env: NodeJS.ProcessEnv;
  progress: Progress;
  supervisor: Supervisor;
}

export interface ServerUrls {
  /** Each service has its own; a given one is everybody's. */
  nats: (service: BrokerService) => string;
  /** A URL per schema. */
  databases: Map<string, string>;
}

const withPort = async (
  context: StackContext,
  name: string,
  apiPort: number,
): Promise<ServerContext> => ({
  ...context,
  port: await keptPort(context.files.ports, name, apiPort),
});

/** Starts the server unless it is given; answers the administrator's URL. */
async function startDatabase(
  context: StackContext,
  source: UsableSource,
  apiPort: number,
): Promise<string> {
  if (source.kind === 'given') return source.url;
  const server = await withPort(context, 'database', apiPort);
  const { supervisor, secrets, progress } = context;
  await progress.step(`database on 127.0.0.1:${server.port}`, () =>
    supervisor.start(
      source.kind === 'docker' ? dockerDatabase(server) : privateDatabase(server, source.binary),
    ),
  );
  return adminUrl(server.port, secrets.DATABASE_ROOT_PASSWORD ?? '');
}

async function startNats(
  context: StackContext,
  source: UsableSource,
  apiPort: number,
): Promise<ServerUrls['nats']> {
  if (source.kind === 'given') return () => source.url;
  const server = await withPort(context, 'nats', apiPort);
  const { supervisor, secrets, progress } = context;
  await progress.step(`NATS on 127.0.0.1:${server.port}`, () =>
    supervisor.start(
      source.kind === 'docker' ? dockerNats(server) : privateNats(server, source.binary),
    ),
  );
  return (service) => natsUrl(server.port, secrets, service);
}

/**
 * Finds (or installs) the servers, starts those that are the stack's own, and provides the schemas.
 * @param apiPort which none of them may take.
 */
export async function startServers(context: StackContext, apiPort: number): Promise<ServerUrls> {
  const { env, progress, secrets } = context;
  const urls = { databaseUrl: env.DATABASE_URL, natsUrl: env.NATS_URL };
  const sources = await progress.step(
    'finding the servers (installing them if need be)',
    () => findServers(urls),
    ({ database, nats }) => `servers: database ${describe(database)}, NATS ${describe(nats)}`,
  );
  const admin = await startDatabase(context, sources.database, apiPort);
  const nats = await startNats(context, sources.nats, apiPort);
  const databases = await progress.step('schemas and accounts', () =>
    provideSchemas(admin, serviceAccounts(secrets)),
  );
  return { nats, databases };
}

function describe(source: UsableSource): string {
  if (source.kind === 'given') return 'given by the environment';
  return source.kind === 'private' ? source.binary : 'in Docker';
}
