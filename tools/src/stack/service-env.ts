import { secret, type Secrets, WRITE_KEYS } from './secrets.js';
import { GATEWAY, IDENTITY } from './services.js';

export interface ServiceEnvOptions {
  service: string;
  port: number;
  host: string;
  natsUrl: string;
  databaseUrl: string | undefined;
  secrets: Secrets;
  env: NodeJS.ProcessEnv;
}

/** Set here for each service; what the caller's shell has under these names is another's business. */
const OWN = [
  'DATABASE_URL',
  'JWT_SECRET',
  'IP_HASH_KEY',
  'IDENTITY_ENCRYPTION_KEY',
  WRITE_KEYS,
  'TRAILMARK_HOME',
];

/** Which secrets a service is told; any other none. */
const SECRETS: Record<string, readonly string[]> = {
  [GATEWAY]: ['JWT_SECRET', 'IP_HASH_KEY', WRITE_KEYS],
  [IDENTITY]: ['JWT_SECRET', 'IDENTITY_ENCRYPTION_KEY'],
};

/** One service's environment: the caller's (so that tuning and LOG_LEVEL pass), with what is the stack's own. */
export function serviceEnv(options: ServiceEnvOptions): NodeJS.ProcessEnv {
  const { service, port, host, natsUrl, databaseUrl, secrets, env } = options;
  const inherited = Object.fromEntries(Object.entries(env).filter(([name]) => !OWN.includes(name)));
  return {
    ...inherited,
    NODE_ENV: 'production',
    PORT: String(port),
    HOST: host,
    NATS_URL: natsUrl,
    DB_MIGRATE: 'true',
    // No proxy stands before the local gateway.
    ...(service === GATEWAY ? { DRAIN_MS: env.DRAIN_MS ?? '0' } : {}),
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    ...Object.fromEntries(
      (SECRETS[service] ?? []).map((name) => [name, secret(secrets, name, env)]),
    ),
  };
}
