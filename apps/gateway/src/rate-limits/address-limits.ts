import { Injectable, OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { currentContext } from '@trailmark/platform';
import type { FastifyInstance } from 'fastify';
import { networkOf } from '../edge/address.js';
import { RateLimiter } from './rate-limiter.js';
import { headersOf } from './standing.js';

const UNAUTHORIZED = 401;

/** What machines ask for day and night, and the reference. */
const FREE = /^\/(?:health|metrics|docs|openapi)(?:[/.?]|$)/;

/** Bounds what an address may ask for before its tokens and bodies cost anything, and tells of budgets. */
@Injectable()
export class AddressLimits implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly limiter: RateLimiter,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    // After the headers of every answer, those of other origins' pages included, and before the body is read.
    server.addHook('preParsing', ({ url, ip }, _reply, _body, done) => {
      if (!FREE.test(url)) this.limiter.admit(networkOf(ip));
      done();
    });
    server.addHook('onSend', ({ ip }, reply, _payload, done) => {
      if (reply.statusCode === UNAUTHORIZED) this.limiter.refuse(networkOf(ip));
      const standing = this.limiter.standingFor(currentContext());
      if (standing) void reply.headers(headersOf(standing));
      done();
    });
  }
}
