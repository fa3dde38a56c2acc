import { createParamDecorator, ExecutionContext } from '@nestjs/common';
import { Claims } from './claims.js';

/** A request as the strategy leaves it when it accepts the token. */
export interface AcceptedRequest {
  /** Milliseconds since 1970, or null: for ever. */
  tokenAcceptedUntil?: number | null;
}

/** Until when a token with these claims is accepted, as {@link AcceptedRequest} says it. */
export const acceptedUntil = ({ exp }: Claims, leewayS: number): number | null =>
  typeof exp === 'number' ? (exp + leewayS) * 1000 : null;

/** Until when the request's token is accepted, for what outlives the request: milliseconds or null. */
export const TokenAcceptedUntil = createParamDecorator(
  (_data: unknown, context: ExecutionContext): number | null =>
    context.switchToHttp().getRequest<AcceptedRequest>().tokenAcceptedUntil ?? null,
);
