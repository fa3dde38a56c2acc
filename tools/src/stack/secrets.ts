import { randomBytes } from 'node:crypto';
import { BROKER_USERS, type BrokerUser } from '@trailmark/contracts';
import { readJson, writeAtomically } from '../processes/atomic-file.js';
import { SERVICES } from './services.js';

/** Keys in the file are the names of the environment variables, or `<SERVER>_PASSWORD`. */
export type Secrets = Record<string, string>;

/** Public, but of this stack alone; its name says what it is. */
export const WRITE_KEYS = 'WRITE_KEYS';
const WRITE_KEY_PREFIX = 'tm_';

const MIN_JWT_SECRET_BYTES = 32;
const random = (name: string) =>
  `${name === WRITE_KEYS ? WRITE_KEY_PREFIX : ''}${randomBytes(32).toString('hex')}`;

export const databasePasswordKey = (service: string) =>
  `DATABASE_PASSWORD_${service.toUpperCase()}`;

export const natsPasswordKey = (user: BrokerUser) => `NATS_PASSWORD_${user.toUpperCase()}`;

const secretNames = () => [
  'JWT_SECRET',
  'IP_HASH_KEY',
  'IDENTITY_ENCRYPTION_KEY',
  WRITE_KEYS,
  'DATABASE_ROOT_PASSWORD',
  ...BROKER_USERS.map(natsPasswordKey),
  ...SERVICES.filter((service) => service.database).map(({ name }) => databasePasswordKey(name)),
];

function kept(file: string): Secrets {
  const content = readJson(file);
  if (typeof content !== 'object' || content === null) return {};
  return Object.fromEntries(
    Object.entries(content).filter((entry): entry is [string, string] => {
      return typeof entry[1] === 'string' && entry[1] !== '';
    }),
  );
}

/** The stack's secrets: made at random when they are first asked for, and kept in a file only its owner reads. */
export function loadSecrets(file: string): Secrets {
  const known = kept(file);
  const missing = secretNames().filter((name) => !known[name]);
  if (missing.length === 0) return known;
  const secrets = { ...known, ...Object.fromEntries(missing.map((name) => [name, random(name)])) };
  writeAtomically(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

/** One secret; the environment's own wins. */
export function secret(secrets: Secrets, name: string, env: NodeJS.ProcessEnv): string {
  const value = env[name] ?? secrets[name];
  if (!value) throw new Error(`There is no secret ${name}.`);
  return value;
}

export const isLongEnough = (jwtSecret: string) =>
  Buffer.byteLength(jwtSecret) >= MIN_JWT_SECRET_BYTES;
