import { JwtService } from '@nestjs/jwt';
import type { Role } from '@trailmark/contracts';

export interface TokenClaims {
  sub: string;
  roles: readonly Role[];
  email?: string | undefined;
  expiresInSeconds: number;
}

/** A Bearer token (HS256) for the API. */
export function signToken(secret: string, claims: TokenClaims): string {
  const { sub, roles, email, expiresInSeconds } = claims;
  const payload = { sub, roles, ...(email ? { email } : {}) };
  return new JwtService({ secret }).sign(payload, {
    algorithm: 'HS256',
    expiresIn: expiresInSeconds,
  });
}
