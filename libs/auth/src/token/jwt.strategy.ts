import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Principal } from '@trailmark/contracts';
import { UnauthorizedError } from '@trailmark/platform';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Claims, principalOf } from './claims.js';
import { acceptedUntil, AcceptedRequest } from './token-accepted-until.js';
import { VerificationKeys } from './verification-keys.js';

const CLOCK_LEEWAY_S = 60;

/** Bearer JWT: only the algorithms of our keys, so neither `none` nor a swapped algorithm passes. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(keys: VerificationKeys) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      algorithms: [...keys.algorithms],
      secretOrKeyProvider: keys.provide,
      passReqToCallback: true,
      jsonWebTokenOptions: { clockTolerance: CLOCK_LEEWAY_S },
    });
  }

  validate(request: AcceptedRequest, claims: Claims): Principal {
    const principal = principalOf(claims);
    if (!principal) throw new UnauthorizedError('The token has no usable subject.');
    request.tokenAcceptedUntil = acceptedUntil(claims, CLOCK_LEEWAY_S);
    return principal;
  }
}
