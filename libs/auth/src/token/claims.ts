import { Principal, Role, ROLES } from '@trailmark/contracts';

/** What Trailmark reads of a token. */
export interface Claims {
  sub?: unknown;
  email?: unknown;
  email_verified?: unknown;
  roles?: unknown;
  exp?: unknown;
  aud?: unknown;
}

const MAX_SUB = 128;

const isRole = (value: unknown): value is Role => (ROLES as readonly unknown[]).includes(value);

/**
 * The principal a verified token speaks for, or null when its claims are not usable.
 * Unknown roles are ignored; without any known role the bearer is a plain user. An address that its
 * issuer has not verified is none.
 */
export const principalOf = (claims: Claims): Principal | null => {
  const { sub, email, email_verified, roles } = claims;
  if (typeof sub !== 'string' || sub.length === 0 || sub.length > MAX_SUB) return null;
  const known = Array.isArray(roles) ? roles.filter(isRole) : [];
  return {
    sub,
    email: typeof email === 'string' && email_verified !== false ? email : null,
    roles: known.length > 0 ? known : ['user'],
  };
};
