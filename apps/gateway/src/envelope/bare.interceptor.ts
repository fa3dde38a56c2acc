import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { JsonText } from '@trailmark/platform';
import { FastifyReply, FastifyRequest } from 'fastify';
import { map, Observable } from 'rxjs';
import { digestOf, settledBy } from './conditional.js';

/**
 * For reads whose answer is the JSON text that the handler returns, without the envelope: adds `ETag`,
 * answers 304.
 */
@Injectable()
export class BareInterceptor implements NestInterceptor<JsonText<unknown>, string | undefined> {
  intercept(
    context: ExecutionContext,
    next: CallHandler<JsonText<unknown>>,
  ): Observable<string | undefined> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(
      map(({ text }) => {
        if (settledBy(digestOf(text), request, reply)) return undefined;
        void reply.type('application/json; charset=utf-8');
        return text;
      }),
    );
  }
}
