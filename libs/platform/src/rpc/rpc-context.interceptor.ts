import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { NatsContext } from '@nestjs/microservices';
import { MsgHdrs } from 'nats';
import { catchError, Observable, throwError, timeout, TimeoutError } from 'rxjs';
import { RequestContext, runInContext } from '../context/request-context.js';
import { UnauthorizedError, UnavailableError } from '../errors/domain-errors.js';
import { PUBLIC } from '../http/public.decorator.js';
import { readContext, readTimeout } from './rpc-headers.js';

const reflector = new Reflector();

const isPublic = (execution: ExecutionContext): boolean =>
  reflector.getAllAndOverride<boolean>(PUBLIC, [execution.getHandler(), execution.getClass()]) ??
  false;

const bounded = (answer: Observable<unknown>, timeoutMs: number | null): Observable<unknown> =>
  timeoutMs === null
    ? answer
    : answer.pipe(
        timeout(timeoutMs),
        catchError((error: unknown) =>
          throwError(() =>
            error instanceof TimeoutError
              ? new UnavailableError('The service did not answer in time.', { cause: error })
              : error,
          ),
        ),
      );

/** Opened within the context: Nest binds a handler to where `handle()` was called. */
const within = (context: RequestContext, open: () => Observable<unknown>): Observable<unknown> =>
  new Observable((subscriber) => runInContext(context, () => open().subscribe(subscriber)));

/**
 * Runs each RPC in its caller's context and within its deadline; refuses one without a principal,
 * unless the handler is public.
 */
@Injectable()
export class RpcContextInterceptor implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const nats = execution.switchToRpc().getContext<NatsContext>();
    const headers = nats.getHeaders() as MsgHdrs | undefined;
    const context = readContext(headers);
    if (!context.principal && !isPublic(execution)) {
      throw new UnauthorizedError('A request needs a principal.');
    }
    return within(context, () => bounded(next.handle(), readTimeout(headers)));
  }
}
