import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { DomainError, hasCode, KeptBody, UnauthorizedError } from '@trailmark/platform';
import { FastifyReply, FastifyRequest } from 'fastify';
import { GuardedRequest } from '../access/access.guard.js';
import { SignedMessage, verifySignature } from './request-signature.js';
import { ACCEPT_SIGNATURE } from './signature-terms.js';
import { Nonces, SigningKeys } from './signing-key.js';

type SignedRequest = FastifyRequest & GuardedRequest & KeptBody;

const messageOf = ({ method, originalUrl, headers, keptBody }: SignedRequest): SignedMessage => ({
  method,
  url: originalUrl,
  headers: Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  ),
  body: keptBody && keptBody.length > 0 ? keptBody : null,
});

/** Runs after the access guard: a signature is the caller's own, fresh, of this very request, and new. */
@Injectable()
export class SignatureGuard implements CanActivate {
  constructor(
    private readonly keys: SigningKeys,
    private readonly nonces: Nonces,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    try {
      await this.check(http.getRequest<SignedRequest>());
      return true;
    } catch (error) {
      if (hasCode(error, 'UNAUTHORIZED')) {
        void http.getResponse<FastifyReply>().header('accept-signature', ACCEPT_SIGNATURE);
      }
      throw error as DomainError;
    }
  }

  private async check(request: SignedRequest): Promise<void> {
    const { key, nonce } = await verifySignature(messageOf(request), this.keys, request.user.sub);
    if (await this.nonces.use(key.key_id, nonce)) return;
    throw new UnauthorizedError('The signature was used already; sign each request anew.');
  }
}
