import { context, propagation, Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isProbe, methodOf, routeOf } from '../http/route.js';
import { tracer } from './spans.js';

const startSpan = (request: FastifyRequest, parent = context.active()): Span => {
  const method = methodOf(request);
  const route = routeOf(request);
  // Not the path nor the query: they name users.
  return tracer.startSpan(
    `${method} ${route}`,
    {
      kind: SpanKind.SERVER,
      attributes: {
        'http.request.method': method,
        'http.route': route,
        'url.scheme': request.protocol,
        'trailmark.request.id': request.id,
      },
    },
    parent,
  );
};

const finish = (span: Span, status: number): void => {
  span.setAttribute('http.response.status_code', status);
  if (status >= 500) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute('error.type', String(status));
  }
  span.end();
};

/** A span for each request, probes apart: of the caller's trace if it has one. All the request's work is within it. */
export const traceRequests = (server: FastifyInstance): void => {
  const spans = new WeakMap<FastifyRequest, Span>();
  server.addHook('onRequest', (request, _reply, done) => {
    if (isProbe(request)) return done();
    const parent = propagation.extract(context.active(), request.headers);
    const span = startSpan(request, parent);
    spans.set(request, span);
    context.with(trace.setSpan(parent, span), done);
  });
  server.addHook('onResponse', (request, reply, done) => {
    const span = spans.get(request);
    if (span) finish(span, reply.statusCode);
    done();
  });
};
