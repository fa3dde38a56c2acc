import { randomBytes } from 'node:crypto';
import { BROKER_USERS, type BrokerUser } from '@trailmark/contracts';
import { authorizationBlock } from '../servers/nats-server.js';
import { natsPasswordKey } from '../stack/secrets.js';
import { parseOptions } from './parse-options.js';

const USAGE = 'npm run --silent nats-config [-- --passwords]';

const HEAD = `# Who may do what at the broker: a part of a NATS server's configuration, made by \`npm run nats-config\`.
# The server finds the passwords in its environment: NATS_PASSWORD_GATEWAY and so on.
`;

/** NATS reads what begins with a digit as a number. */
const newPassword = () => `p${randomBytes(32).toString('hex')}`;

const variable = (user: BrokerUser) => `$${natsPasswordKey(user)}`;

/** New passwords as a file of variables. */
export const passwordLines = (): string =>
  BROKER_USERS.map((user) => `${natsPasswordKey(user)}=${newPassword()}`).join('\n');

/** The users and what each may do; without a secret. */
export const brokerConfig = (): string => HEAD + authorizationBlock(variable);

/** Prints one of the two for an operator's own NATS server, and nothing else. */
export function natsConfig(args: readonly string[]): Promise<number> {
  const { passwords } = parseOptions(args, { passwords: 'boolean' }, USAGE);
  console.log(passwords ? passwordLines() : brokerConfig());
  return Promise.resolve(0);
}
