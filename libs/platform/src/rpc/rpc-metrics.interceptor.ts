import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { NatsContext } from '@nestjs/microservices';
import { Observable, tap } from 'rxjs';
import { toErrorBody } from './rpc-exception.filter.js';
import { RpcMetrics } from './rpc-metrics.js';

/** Times each RPC that the app answers. */
@Injectable()
export class RpcMetricsInterceptor implements NestInterceptor {
  constructor(private readonly metrics: RpcMetrics) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const subject = execution.switchToRpc().getContext<NatsContext>().getSubject();
    const finished = this.metrics.answering(subject);
    return next.handle().pipe(
      tap({
        complete: () => finished('OK'),
        error: (error: unknown) => finished(toErrorBody(error).code),
      }),
    );
  }
}
