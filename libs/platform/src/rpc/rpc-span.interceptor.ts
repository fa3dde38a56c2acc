import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { NatsContext } from '@nestjs/microservices';
import { context, Span, SpanKind, trace } from '@opentelemetry/api';
import { MsgHdrs } from 'nats';
import { Observable, tap } from 'rxjs';
import { readTraceContext } from '../tracing/message-trace.js';
import { markFailed, tracer } from '../tracing/spans.js';
import { rpcAttributes } from './rpc-attributes.js';

const ending = (answer: Observable<unknown>, span: Span): Observable<unknown> =>
  answer.pipe(
    tap({ error: (error: unknown) => markFailed(span, error), finalize: () => span.end() }),
  );

/** Answers each RPC within a span that continues its caller's. */
@Injectable()
export class RpcSpanInterceptor implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const nats = execution.switchToRpc().getContext<NatsContext>();
    const subject = nats.getSubject();
    const caller = readTraceContext(nats.getHeaders() as MsgHdrs | undefined);
    const options = { kind: SpanKind.SERVER, attributes: rpcAttributes(subject) };
    const span = tracer.startSpan(subject, options, caller);
    return new Observable((subscriber) =>
      context.with(trace.setSpan(caller, span), () =>
        ending(next.handle(), span).subscribe(subscriber),
      ),
    );
  }
}
