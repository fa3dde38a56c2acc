import { Principal } from '@trailmark/contracts';
import { UnauthorizedError } from '@trailmark/platform';
import { ExtractJwt } from 'passport-jwt';
import { Claims, principalOf } from './claims.js';
import { acceptedUntil, AcceptedRequest } from './token-accepted-until.js';

const CLOCK_LEEWAY_S = 60;

/** What both kinds of tokens have in common: where they stand, and how far clocks may differ. */
export const BEARER = {
  jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
  jsonWebTokenOptions: { clockTolerance: CLOCK_LEEWAY_S },
  passReqToCallback: true,
} as const;

/** Whom a verified token speaks for. @throws UnauthorizedError when it does not say. */
export const bearerOf = (request: AcceptedRequest, claims: Claims): Principal => {
  const principal = principalOf(claims);
  if (!principal) throw new UnauthorizedError('The token has no usable subject.');
  request.tokenAcceptedUntil = acceptedUntil(claims, CLOCK_LEEWAY_S);
  return principal;
};
