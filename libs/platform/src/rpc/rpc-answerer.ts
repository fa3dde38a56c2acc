import { Logger } from '@nestjs/common';
import { MessageHandler, NatsContext } from '@nestjs/microservices';
import { context, SpanKind, trace } from '@opentelemetry/api';
import { ErrorBody } from '@trailmark/contracts';
import { Msg } from 'nats';
import { isObservable, lastValueFrom } from 'rxjs';
import { runInContext } from '../context/request-context.js';
import { UnavailableError } from '../errors/domain-errors.js';
import { readTraceContext } from '../tracing/message-trace.js';
import { tracer } from '../tracing/spans.js';
import { rpcAttributes } from './rpc-attributes.js';
import { failedWith } from './rpc-exception.filter.js';
import { readContext, readTimeout } from './rpc-headers.js';
import { RpcMetrics } from './rpc-metrics.js';

/** How a request was answered. */
export type Answer = { response: unknown } | { err: ErrorBody };

interface Question {
  message: Msg;
  data: unknown;
}

/** Nest's filters tell what went wrong as an Observable that fails with the body. */
const handled = async (handler: MessageHandler, { message, data }: Question): Promise<Answer> => {
  const nats = new NatsContext([message.subject, message.headers]);
  const result: unknown = await handler(data, nats);
  if (!isObservable(result)) return { response: result };
  try {
    return { response: await lastValueFrom(result) };
  } catch (error) {
    return { err: error as ErrorBody };
  }
};

const tooLate = (): Error => new UnavailableError('The service did not answer in time.');

/** The caller waits no longer than this; whatever the work comes to later is nobody's. */
const bounded = async (work: Promise<Answer>, timeoutMs: number | null): Promise<Answer> => {
  if (timeoutMs === null) return work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve({ err: failedWith(tooLate()) }), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Has requests answered in their caller's context, within its deadline, timed, in a span that continues its own. */
export class RpcAnswerer {
  private readonly logger = new Logger(RpcAnswerer.name);

  constructor(private readonly metrics: RpcMetrics) {}

  async answer(handler: MessageHandler, question: Question): Promise<Answer> {
    const { subject, headers } = question.message;
    const finished = this.metrics.answering(subject);
    const caller = readTraceContext(headers);
    const options = { kind: SpanKind.SERVER, attributes: rpcAttributes(subject) };
    const span = tracer.startSpan(subject, options, caller);
    const answer = await context.with(trace.setSpan(caller, span), () =>
      this.attempt(handler, question),
    );
    span.end();
    finished('err' in answer ? answer.err.code : 'OK');
    return answer;
  }

  private async attempt(handler: MessageHandler, question: Question): Promise<Answer> {
    const { headers } = question.message;
    try {
      return await runInContext(readContext(headers), () =>
        bounded(handled(handler, question), readTimeout(headers)),
      );
    } catch (error) {
      this.logger.error({ err: error as Error }, 'a request could not be handled');
      return { err: failedWith(error) };
    }
  }
}
