import type { BrokerService } from '@trailmark/contracts';

export interface Service {
  name: BrokerService;
  /** Has a schema `trailmark_<name>` and a user of that name. */
  database: boolean;
}

/** The applications in the order they start; they stop in the opposite order. One line adds one. */
export const SERVICES: readonly Service[] = [
  { name: 'events', database: true },
  { name: 'performance', database: true },
  { name: 'usage', database: true },
  { name: 'activity', database: true },
  { name: 'dashboard', database: true },
  { name: 'journey', database: true },
  { name: 'identity', database: true },
  { name: 'gateway', database: false },
];

/** The only one that is reached from outside. */
export const GATEWAY = 'gateway';

/** The one that signs tokens. */
export const IDENTITY = 'identity';

export const schemaOf = (service: string) => `trailmark_${service}`;
