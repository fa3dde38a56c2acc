import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { PassportStrategy } from '@nestjs/passport';
import { Principal } from '@trailmark/contracts';
import { UnauthorizedError } from '@trailmark/platform';
import type { Jwt } from 'jsonwebtoken';
import { SecretOrKeyProvider, Strategy } from 'passport-jwt';
import { AuthConfig } from '../config.js';
import { BEARER, bearerOf } from './bearer.js';
import { Claims } from './claims.js';
import { KeySet } from './key-set.js';
import { AcceptedRequest } from './token-accepted-until.js';

export const KEY_SET_TOKEN = 'key-set-token';

/** Only public keys' algorithms: no key of the set can pass for a shared secret. */
const ALGORITHMS = ['RS256', 'ES256'] as const;

const keyOf = async (keys: KeySet, token: string): Promise<string> => {
  const header = new JwtService().decode<Jwt | null>(token, { complete: true })?.header;
  const isKnown = header && (ALGORITHMS as readonly string[]).includes(header.alg);
  if (!isKnown) throw new UnauthorizedError();
  return keys.find(header);
};

const provide =
  (keys: KeySet): SecretOrKeyProvider =>
  (_request, token: string, done) => {
    keyOf(keys, token).then(
      (key) => done(null, key),
      (error: unknown) => done(error),
    );
  };

/** Tokens of another issuer, checked with the public keys at JWT_JWKS_URL. */
@Injectable()
export class KeySetStrategy extends PassportStrategy(Strategy, KEY_SET_TOKEN) {
  constructor(keys: KeySet, { jwtIssuer, jwtAudience }: AuthConfig) {
    super({
      ...BEARER,
      algorithms: [...ALGORITHMS],
      secretOrKeyProvider: provide(keys),
      ...(jwtIssuer !== null && { issuer: jwtIssuer }),
      ...(jwtAudience !== null && { audience: jwtAudience }),
    });
  }

  validate(request: AcceptedRequest, claims: Claims): Principal {
    return bearerOf(request, claims);
  }
}
