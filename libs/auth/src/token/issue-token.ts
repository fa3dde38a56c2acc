import { JwtService } from '@nestjs/jwt';
import { Role } from '@trailmark/contracts';

export interface TokenOptions {
  sub: string;
  roles: Role[];
  email?: string;
  /** Seconds, or a span such as `12h`. */
  expiresIn?: number | `${number}${'s' | 'm' | 'h' | 'd'}`;
}

/** Signs an HS256 token that Trailmark accepts; valid for 12 hours unless said otherwise. */
export const issueToken = (secret: string, options: TokenOptions): string => {
  const { sub, roles, email, expiresIn = '12h' } = options;
  const claims = { sub, roles, ...(email !== undefined && { email }) };
  return new JwtService().sign(claims, { secret, algorithm: 'HS256', expiresIn });
};
