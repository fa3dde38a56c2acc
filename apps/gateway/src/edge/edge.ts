import cors from '@fastify/cors';
import { Injectable, OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { isCaptureRoute } from '../capture/capture-paths.js';
import { crossOrigin } from './cross-origin.js';
import { EdgeConfig } from './edge-config.js';
import { securityHeaders } from './security-headers.js';

/**
 * Lets pages of any origin read what capture answers, refusals included: a write key is public, and there
 * are no cookies or tokens that a foreign page could use.
 */
const CAPTURE_HEADERS = {
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after, x-request-id',
};

/** What every answer has, whatever it answers: before tokens, bodies and budgets are looked at. */
@Injectable()
export class Edge implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly config: EdgeConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    const everywhere = await securityHeaders(this.config.tlsCertFile !== null);
    const capture = { ...everywhere, ...CAPTURE_HEADERS };
    server.addHook('onRequest', (request, reply, done) => {
      void reply.headers(isCaptureRoute(request.routeOptions.url) ? capture : everywhere);
      done();
    });
    const { corsOrigins } = this.config;
    if (corsOrigins.length > 0)
      await server.register(cors, { delegator: crossOrigin(corsOrigins) });
  }
}
