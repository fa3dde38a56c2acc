import { Principal, Role } from '@trailmark/contracts';

/** Whose data a permission reaches. */
export type Reach = 'own' | 'any';

/** The one table of who may do what. A role that is not named may not. */
export const POLICY = {
  /** Record facts for a user. */
  ingest: { user: 'own', support: 'own', service: 'any', admin: 'any' },
  /** Read a user's data. */
  read: { user: 'own', support: 'any', service: 'own', admin: 'any' },
  /** Ask what became of a recorded fact. */
  locate: { user: 'own', support: 'any', service: 'any', admin: 'any' },
  /** See and change what may be recorded of a user. */
  configure: { user: 'own', support: 'own', service: 'own', admin: 'any' },
  /** Erase and export everything about a user, and see how an erasure goes. */
  privacy: { user: 'own', admin: 'any' },
} as const satisfies Record<string, Partial<Record<Role, Reach>>>;

export type Permission = keyof typeof POLICY;

/** The widest reach any of the principal's roles gives; null when none does. */
export const reachOf = (permission: Permission, principal: Principal): Reach | null => {
  const row: Partial<Record<Role, Reach>> = POLICY[permission];
  const reaches = principal.roles.map((role) => row[role]);
  if (reaches.includes('any')) return 'any';
  return reaches.includes('own') ? 'own' : null;
};
