import { ArgumentsHost, Catch, ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { ErrorBody, ErrorEnvelope } from '@trailmark/contracts';
import { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain-errors.js';
import { toErrorBody } from '../rpc/rpc-exception.filter.js';
import { codeForStatus, HTTP_STATUS } from './http-status.js';
import { metadataFor } from './metadata.js';

const RETRY_AFTER_S = 1;

const JSON_TYPE = 'application/json; charset=utf-8';

interface Failure {
  status: number;
  body: ErrorBody;
  retryAfterS?: number;
}

const failureOf = (error: unknown): Failure => {
  if (error instanceof HttpException && error.getStatus() < 500) {
    const status = error.getStatus();
    return { status, body: { code: codeForStatus(status), message: error.message } };
  }
  const { retry_after: retryAfterS, ...body } = toErrorBody(error);
  return { status: HTTP_STATUS[body.code], body, retryAfterS };
};

/** Every error of every route in the one error envelope. */
@Catch()
export class HttpErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(HttpErrorFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { status, body, retryAfterS = RETRY_AFTER_S } = failureOf(error);
    if (!(error instanceof DomainError) && status >= 500) {
      this.logger.error({ err: error }, 'a request failed');
    }
    if (status === 503 || status === 429) void reply.header('retry-after', retryAfterS);
    if (status === 401) void reply.header('www-authenticate', 'Bearer');
    const envelope: ErrorEnvelope = {
      success: false,
      error: body,
      metadata: metadataFor(request, reply),
    };
    // Not in the form of the route's answers.
    void reply.status(status).type(JSON_TYPE).serializer(JSON.stringify).send(envelope);
  }
}
