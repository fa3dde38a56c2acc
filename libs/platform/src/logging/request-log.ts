import { Injectable, OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import { isProbe } from '../http/route.js';

/** The one secret that stands in a path. */
const WRITE_KEY = /^(\/array\/)[^/]+/;

const levelOf = (status: number): 'info' | 'warn' | 'error' => {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
};

/** Addresses, headers, bodies and query strings stay out of the log: they may hold personal data. */
const requestOf = ({ method, url }: FastifyRequest) => ({
  method,
  path: url.split('?', 1)[0]?.replace(WRITE_KEY, '$1[key]'),
});

/** A line for each request that was answered, or given up by its client; probes apart. */
@Injectable()
export class RequestLog implements OnModuleInit {
  constructor(
    private readonly logger: PinoLogger,
    private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onResponse', (request, reply, done) => {
      this.answered(request, reply);
      done();
    });
    server.addHook('onRequestAbort', (request, done) => {
      this.logger.warn({ request_id: request.id, req: requestOf(request) }, 'request aborted');
      done();
    });
  }

  private answered(request: FastifyRequest, reply: FastifyReply): void {
    if (isProbe(request)) return;
    const line = {
      request_id: request.id,
      req: requestOf(request),
      res: { status: reply.statusCode },
      responseTime: Math.round(reply.elapsedTime),
    };
    const failed = reply.statusCode >= 500;
    this.logger[levelOf(reply.statusCode)](line, failed ? 'request errored' : 'request completed');
  }
}
