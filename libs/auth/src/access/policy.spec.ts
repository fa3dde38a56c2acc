import { Principal, Role, ROLES } from '@trailmark/contracts';
import { Permission, POLICY, Reach, reachOf } from './policy.js';

const principal = (...roles: Role[]): Principal => ({ sub: 'ann', email: null, roles });

/** As the product promises it; every pair of role and permission stands here. */
const TABLE: Record<Permission, Record<Role, Reach | null>> = {
  ingest: { user: 'own', support: 'own', service: 'any', admin: 'any' },
  read: { user: 'own', support: 'any', service: 'own', admin: 'any' },
  locate: { user: 'own', support: 'any', service: 'any', admin: 'any' },
  configure: { user: 'own', support: 'own', service: 'own', admin: 'any' },
  privacy: { user: 'own', support: null, service: null, admin: 'any' },
};

const ownIn = (reaches: (Reach | null)[]): Reach | null => (reaches.includes('own') ? 'own' : null);

const permissions = Object.keys(TABLE) as Permission[];
const pairs = permissions.flatMap((permission) =>
  ROLES.map((role): [Role, Permission, Reach | null] => [
    role,
    permission,
    TABLE[permission][role],
  ]),
);

describe('the policy', () => {
  it('has no permission that is not promised here', () => {
    expect(Object.keys(POLICY).sort()).toEqual([...permissions].sort());
  });

  it.each(pairs)('lets %s %s: %s', (role, permission, reach) => {
    expect(reachOf(permission, principal(role))).toBe(reach);
  });

  it.each(permissions)('gives nobody %s without a role', (permission) => {
    expect(reachOf(permission, principal())).toBeNull();
  });

  it.each(permissions)('does not know an invented role (%s)', (permission) => {
    const stranger = { sub: 'ann', email: null, roles: ['owner', 'toString'] };
    expect(reachOf(permission, stranger as unknown as Principal)).toBeNull();
  });

  it('takes the widest reach of several roles, in any order', () => {
    for (const permission of permissions) {
      for (const one of ROLES) {
        for (const other of ROLES) {
          const reaches = [TABLE[permission][one], TABLE[permission][other]];
          const widest = reaches.includes('any') ? 'any' : ownIn(reaches);
          expect(reachOf(permission, principal(one, other))).toBe(widest);
        }
      }
    }
  });
});
