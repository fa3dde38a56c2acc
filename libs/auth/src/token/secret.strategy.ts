import { createSecretKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Principal } from '@trailmark/contracts';
import { UnauthorizedError } from '@trailmark/platform';
import { SecretOrKeyProvider, Strategy } from 'passport-jwt';
import { AuthConfig } from '../config.js';
import { BEARER, bearerOf } from './bearer.js';
import { Claims } from './claims.js';
import { AcceptedRequest } from './token-accepted-until.js';

export const SECRET_TOKEN = 'secret-token';

/**
 * A key, not its text: `jsonwebtoken` would try to read the text as a public key with every token. It takes
 * keys, which the types of `passport-jwt` do not know.
 */
const provide = (secret: string | null): SecretOrKeyProvider => {
  const key = secret === null ? null : (createSecretKey(secret, 'utf8') as unknown as Buffer);
  return (_request, _token, done) =>
    key === null ? done(new UnauthorizedError()) : done(null, key);
};

/** Tokens signed with our own secret. */
@Injectable()
export class SecretStrategy extends PassportStrategy(Strategy, SECRET_TOKEN) {
  constructor(private readonly config: AuthConfig) {
    super({ ...BEARER, algorithms: ['HS256'], secretOrKeyProvider: provide(config.jwtSecret) });
  }

  validate(request: AcceptedRequest, claims: Claims): Principal {
    if (!this.isForUs(claims)) throw new UnauthorizedError('The token is for somebody else.');
    return bearerOf(request, claims);
  }

  /** They need not say whom they are for, but must not be for somebody else (RFC 7519, section 4.1.3). */
  private isForUs({ aud }: Claims): boolean {
    const { jwtAudience } = this.config;
    return aud === undefined || jwtAudience === null || [aud].flat().includes(jwtAudience);
  }
}
