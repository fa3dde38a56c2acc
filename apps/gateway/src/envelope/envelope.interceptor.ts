import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { SuccessEnvelope } from '@trailmark/contracts';
import { metadataFor } from '@trailmark/platform';
import { FastifyReply, FastifyRequest } from 'fastify';
import { map, Observable } from 'rxjs';
import { digestOf, settledBy, Validator } from './conditional.js';
import { Listing } from './listing.js';
import { PartialList } from './partial-list.js';
import { Versioned } from './versioned.js';

type Body = Omit<SuccessEnvelope<unknown>, 'metadata'>;

const bodyOf = (result: unknown): Body => {
  if (result instanceof Listing) {
    return { success: true, data: result.data, pagination: result.pagination };
  }
  const named = result instanceof PartialList || result instanceof Versioned;
  return { success: true, data: named ? result.data : result };
};

/** What the metadata of this answer tells beside that of any other. */
const addedMetadata = (result: unknown) =>
  result instanceof PartialList ? { degraded: result.degraded } : {};

/** Its own version, or a digest of the content; the metadata differs each time and does not count. */
const validatorOf = (result: unknown, body: Body): Validator =>
  result instanceof Versioned
    ? { weak: false, value: String(result.version) }
    : digestOf(JSON.stringify(body));

/**
 * Wraps what handlers return; reads, and whatever has versions, carry `ETag`, and reads answer 304
 * to who has them already.
 */
@Injectable()
export class EnvelopeInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(map((result) => this.wrap(result, request, reply)));
  }

  private wrap(result: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
    const body = bodyOf(result);
    const isTagged = request.method === 'GET' || result instanceof Versioned;
    if (isTagged && settledBy(validatorOf(result, body), request, reply)) return undefined;
    return { ...body, metadata: { ...metadataFor(request, reply), ...addedMetadata(result) } };
  }
}
