import { join } from 'node:path';
import { stackHome } from '../workspace.js';

/** Where the local stack keeps what. */
export function stackFiles(home = stackHome()) {
  return {
    home,
    state: join(home, 'stack.json'),
    lock: join(home, 'up.lock'),
    ports: join(home, 'ports.json'),
    secrets: join(home, 'secrets.json'),
    sampleFed: join(home, 'sample-fed'),
    database: join(home, 'mariadb'),
    nats: join(home, 'nats'),
    log: (name: string) => join(home, 'logs', `${name}.log`),
  };
}

export type StackFiles = ReturnType<typeof stackFiles>;
