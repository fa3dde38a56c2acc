import type { Role } from '@trailmark/contracts';
import { parseOptions } from '../commands/parse-options.js';
import { UsageError } from '../user-error.js';
import type { TokenClaims } from './sign-token.js';

const USAGE =
  'npm run --silent token -- --sub user_123 --role user[,support] [--email a@b.c] [--expires 12h]';

/** A record, so that a new role of the contracts is an error here until it is listed. */
const ROLES: Record<Role, true> = { user: true, support: true, service: true, admin: true };
const isRole = (text: string): text is Role => Object.hasOwn(ROLES, text);

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

function parseRoles(text: string | undefined): Role[] {
  const names = (text ?? '').split(',').map((name) => name.trim());
  const wrong = names.filter((name) => !isRole(name));
  if (wrong.length > 0) {
    const named = wrong.join(', ') || '(none)';
    throw new UsageError(
      `Unknown role: ${named}. Known: ${Object.keys(ROLES).join(', ')}.\nUsage: ${USAGE}`,
    );
  }
  return names.filter(isRole);
}

function parseExpiry(text: string): number {
  const [, amount, unit] = /^([1-9]\d{0,8})\s*([smhd])$/.exec(text) ?? [];
  const seconds = Number(amount) * (SECONDS[unit ?? ''] ?? NaN);
  if (Number.isSafeInteger(seconds)) return seconds;
  throw new UsageError(`--expires is "${text}"; write it as 30m, 12h or 7d.\nUsage: ${USAGE}`);
}

/** What the command line asks to sign. Throws `UsageError`. */
export function parseTokenOptions(args: readonly string[]): TokenClaims {
  const kinds = { sub: 'string', role: 'string', email: 'string', expires: 'string' } as const;
  const { sub, role, email, expires = '12h' } = parseOptions(args, kinds, USAGE);
  if (!sub?.trim()) throw new UsageError(`--sub is missing.\nUsage: ${USAGE}`);
  return { sub, roles: parseRoles(role), email, expiresInSeconds: parseExpiry(expires) };
}
