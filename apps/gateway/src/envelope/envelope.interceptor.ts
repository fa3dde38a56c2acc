import { createHash } from 'node:crypto';
import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { SuccessEnvelope } from '@trailmark/contracts';
import { metadataFor } from '@trailmark/platform';
import { FastifyReply, FastifyRequest } from 'fastify';
import { map, Observable } from 'rxjs';
import { readEntityTags } from './entity-tags.js';
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

interface Validator {
  weak: boolean;
  value: string;
}

/** Its own version, or a digest of the content; the metadata differs each time and does not count. */
const validatorOf = (result: unknown, body: Body): Validator =>
  result instanceof Versioned
    ? { weak: false, value: String(result.version) }
    : { weak: true, value: createHash('sha1').update(JSON.stringify(body)).digest('base64url') };

/** Whether the client has it already, by weak comparison; a malformed header says nothing. */
const isKnown = ({ value }: Validator, header: string | undefined): boolean => {
  const tags = header === undefined ? null : readEntityTags(header);
  return tags === '*' || (tags?.some((tag) => tag.value === value) ?? false);
};

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
    const isRead = request.method === 'GET';
    if (isRead || result instanceof Versioned) {
      const validator = validatorOf(result, body);
      void reply.header('etag', `${validator.weak ? 'W/' : ''}"${validator.value}"`);
      if (isRead) void reply.header('cache-control', 'private, no-cache');
      if (isRead && isKnown(validator, request.headers['if-none-match'])) {
        void reply.status(304);
        return undefined;
      }
    }
    return { ...body, metadata: { ...metadataFor(request, reply), ...addedMetadata(result) } };
  }
}
