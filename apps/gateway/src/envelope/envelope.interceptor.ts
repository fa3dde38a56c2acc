import { createHash } from 'node:crypto';
import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { SuccessEnvelope } from '@trailmark/contracts';
import { metadataFor } from '@trailmark/platform';
import { FastifyReply, FastifyRequest } from 'fastify';
import { map, Observable } from 'rxjs';
import { Listing } from './listing.js';

type Body = Omit<SuccessEnvelope<unknown>, 'metadata'>;

const bodyOf = (result: unknown): Body =>
  result instanceof Listing
    ? { success: true, data: result.data, pagination: result.pagination }
    : { success: true, data: result };

/** A validator of the answer's content; the metadata differs each time and does not count. */
const etagOf = (body: Body): string =>
  `W/"${createHash('sha1').update(JSON.stringify(body)).digest('base64url')}"`;

/** Wraps what handlers return; reads carry `ETag` and answer 304 to who has them already. */
@Injectable()
export class EnvelopeInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(map((result) => this.wrap(bodyOf(result), request, reply)));
  }

  private wrap(body: Body, request: FastifyRequest, reply: FastifyReply): unknown {
    if (request.method === 'GET') {
      const etag = etagOf(body);
      void reply.header('cache-control', 'private, no-cache').header('etag', etag);
      if (request.headers['if-none-match'] === etag) {
        void reply.status(304);
        return undefined;
      }
    }
    return { ...body, metadata: metadataFor(request, reply) };
  }
}
