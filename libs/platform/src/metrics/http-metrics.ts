import { Injectable, OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { InjectMetric, makeHistogramProvider } from '@willsoto/nestjs-prometheus';
import type { FastifyInstance } from 'fastify';
import { Histogram } from 'prom-client';
import { methodOf, routeOf } from '../http/route.js';

const DURATION = 'http_server_request_duration_seconds';

/** What an operator watches of HTTP: every request, by the route's template. */
@Injectable()
export class HttpMetrics implements OnModuleInit {
  constructor(
    @InjectMetric(DURATION) private readonly duration: Histogram,
    private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    this.host.httpAdapter
      .getInstance<FastifyInstance>()
      .addHook('onResponse', (request, reply, done) => {
        this.duration.observe(
          { method: methodOf(request), route: routeOf(request), status: reply.statusCode },
          reply.elapsedTime / 1000,
        );
        done();
      });
  }
}

export const httpMetrics = [
  makeHistogramProvider({
    name: DURATION,
    help: 'Duration of HTTP requests, by method, route template and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  }),
  HttpMetrics,
];
