import { createHash } from 'node:crypto';

/** Set by the test run's global set-up. */
const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with jest from the project root`);
  return value;
};

/** Of the test run's NATS accounts, the last is that of the apps that files of tests share. */
const ACCOUNTS = 16;

const natsUrlOf = (account: number): string =>
  `nats://t${account}:test@127.0.0.1:${required('TRAILMARK_TEST_NATS_PORT')}`;

/**
 * The NATS account of this jest worker, as its operator: streams of parallel test files do not meet.
 */
export const testNatsUrl = (): string =>
  natsUrlOf(((Number(process.env.JEST_WORKER_ID ?? 1) - 1) % (ACCOUNTS - 1)) + 1);

/** The NATS account of the shared apps, as its operator. */
export const sharedNatsUrl = (): string => natsUrlOf(ACCOUNTS);

/** Where to ask for shared apps. */
export const testAppsUrl = (): string => required('TRAILMARK_TEST_APPS_URL');

const ACCOUNT_OPERATOR = /^t\d+$/;

/** The environment with an account's operator replaced by the account's user for one service. */
export const asService = (service: string, env: Record<string, string>): Record<string, string> => {
  if (!env.NATS_URL || !URL.canParse(env.NATS_URL)) return env;
  const url = new URL(env.NATS_URL);
  if (!ACCOUNT_OPERATOR.test(url.username)) return env;
  url.username = `${url.username}-${service}`;
  return { ...env, NATS_URL: url.href };
};

/** The log of the test run's NATS server. */
export const testNatsLog = (): string => required('TRAILMARK_TEST_NATS_LOG');

/** The administrator's URL of the test database server; names no schema. */
export const testDatabaseUrl = (): string => required('TRAILMARK_TEST_DATABASE_URL');

const keyFor = (purpose: string): string => createHash('sha256').update(purpose).digest('hex');

export const TEST_JWT_SECRET = keyFor('test tokens');
export const TEST_IP_HASH_KEY = keyFor('test addresses');
const TEST_ENCRYPTION_KEY = keyFor('test secrets');

/** The environment of any app under test; `LOG_LEVEL=info npx jest …` shows its log. */
export const testEnv = (overrides: Record<string, string> = {}): Record<string, string> => ({
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
  NATS_URL: testNatsUrl(),
  JWT_SECRET: TEST_JWT_SECRET,
  IP_HASH_KEY: TEST_IP_HASH_KEY,
  IDENTITY_ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
  DB_MIGRATE: 'true',
  // A busy machine is not taken for a service that is away.
  RPC_TIMEOUT_MS: '20000',
  STREAM_ACK_WAIT_MS: '3000',
  RATE_LIMIT_LOGIN: '0',
  RATE_LIMIT_REFUSED: '0',
  DRAIN_MS: '0',
  ...overrides,
});
