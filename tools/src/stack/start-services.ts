import { chooseApiPort, DEFAULT_API_PORT } from '../processes/ports.js';
import { keptPort } from './ports-file.js';
import { GATEWAY, SERVICES, schemaOf } from './services.js';
import { servicePlan } from './service-spec.js';
import type { ServerUrls, StackContext } from './start-servers.js';

const LOOPBACK = '127.0.0.1';

export interface Address {
  host: string;
  port: number;
}

/** Where the API will listen; asked before anything starts, so that a taken port costs no time. */
export async function apiAddress({ env, progress }: StackContext): Promise<Address> {
  const host = env.HOST ?? LOOPBACK;
  const port = await chooseApiPort({ explicit: env.PORT, host });
  if (!env.PORT && port !== DEFAULT_API_PORT) {
    const taken = `Port ${DEFAULT_API_PORT} is in use`;
    progress.line(`! ${taken}; the API takes ${port} (PORT=… chooses another).`);
  }
  return { host, port };
}

async function addressOf({ files }: StackContext, service: string, api: Address): Promise<Address> {
  if (service === GATEWAY) return api;
  return { host: LOOPBACK, port: await keptPort(files.ports, service, api.port) };
}

/** Starts every application, each when the one before is ready. */
export async function startServices(context: StackContext, urls: ServerUrls, api: Address) {
  const { files, secrets, env, progress, supervisor } = context;
  for (const { name } of SERVICES) {
    const { host, port } = await addressOf(context, name, api);
    const databaseUrl = urls.databases.get(schemaOf(name));
    const natsUrl = urls.nats(name);
    const options = { service: name, host, port, natsUrl, databaseUrl, secrets, env };
    await progress.step(`${name} on ${host}:${port}`, () =>
      supervisor.start(servicePlan(options, files)),
    );
  }
}
