import { ArgumentsHost, Catch, Logger, RpcExceptionFilter } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import { ErrorBody } from '@trailmark/contracts';
import { Observable, throwError } from 'rxjs';
import { DomainError } from '../errors/domain-errors.js';
import { markFailed } from '../tracing/spans.js';

/** The body a client may see of any error; an unexpected one says nothing of its cause. */
export const toErrorBody = (error: unknown): ErrorBody =>
  error instanceof DomainError
    ? error.toBody()
    : { code: 'INTERNAL_ERROR', message: 'Something went wrong on our side.' };

/** The same of what a request has failed with; its span, the one at work, is told. */
export const failedWith = (error: unknown): ErrorBody => {
  const span = trace.getActiveSpan();
  if (span) markFailed(span, error);
  return toErrorBody(error);
};

/** Turns whatever a handler throws into an error body on the wire. */
@Catch()
export class RpcErrorFilter implements RpcExceptionFilter {
  private readonly logger = new Logger(RpcErrorFilter.name);

  catch(error: unknown, _host: ArgumentsHost): Observable<never> {
    if (!(error instanceof DomainError)) this.logger.error({ err: error }, 'a handler failed');
    const body = failedWith(error);
    return throwError(() => body);
  }
}
