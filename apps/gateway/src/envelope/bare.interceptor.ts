import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { FastifyReply, FastifyRequest } from 'fastify';
import { map, Observable } from 'rxjs';
import { digestOf, settledBy } from './conditional.js';

/** For reads whose answer is what the handler returns, without the envelope: adds `ETag`, answers 304. */
@Injectable()
export class BareInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next
      .handle()
      .pipe(
        map((result: unknown) =>
          settledBy(digestOf(result), request, reply) ? undefined : result,
        ),
      );
  }
}
