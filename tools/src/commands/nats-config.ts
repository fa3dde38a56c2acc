import type { BrokerUser } from '@trailmark/contracts';
import { authorizationBlock } from '../servers/nats-server.js';
import { natsPasswordKey } from '../stack/secrets.js';
import { parseOptions } from './parse-options.js';

const USAGE = 'npm run --silent nats-config';

const HEAD = `# Who may do what at the broker, for a NATS server's configuration; made by \`${USAGE}\`.
# The server reads the passwords from its environment. A service's NATS_URL has its user and password:
# nats://events:<NATS_PASSWORD_EVENTS>@host:4222
`;

const variable = (user: BrokerUser) => `$${natsPasswordKey(user)}`;

/** Prints the users and permissions of an operator's own NATS server, and nothing else; no secret. */
export function natsConfig(args: readonly string[]): Promise<number> {
  parseOptions(args, {}, USAGE);
  console.log(`${HEAD}${authorizationBlock(variable)}`);
  return Promise.resolve(0);
}
