import { BROKER_USERS, type BrokerUser } from '@trailmark/contracts';
import { type Naming, permissionsOf } from './nats-permissions.js';

/** A password as it stands in the configuration: a quoted text, or the name of a variable. */
export type PasswordText = (user: BrokerUser) => string;

const list = (subjects: readonly string[]) =>
  `[\n${subjects.map((subject) => `          ${JSON.stringify(subject)}`).join('\n')}\n        ]`;

function userBlock(user: BrokerUser, password: PasswordText, naming: Naming): string {
  const { publish, subscribe } = permissionsOf(user, naming);
  return [
    `    {`,
    `      user: ${JSON.stringify(naming(user))}, password: ${password(user)}`,
    `      permissions: {`,
    `        publish: ${list(publish)}`,
    `        subscribe: ${list(subscribe)}`,
    `      }`,
    `    }`,
  ].join('\n');
}

/** A user for every service and one for operators, each with what it may do. */
export function usersBlock(password: PasswordText, naming: Naming = (user) => user): string {
  const users = BROKER_USERS.map((user) => userBlock(user, password, naming));
  return `users: [\n${users.join('\n')}\n  ]`;
}
