import type { FastifyRequest } from 'fastify';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** The method, or `_OTHER`: what clients make up stays out of metrics. */
export const methodOf = ({ method }: FastifyRequest): string =>
  METHODS.has(method) ? method : '_OTHER';

/** The route's template, such as `/analytics/events/:event_id`, never the path; `unmatched` when there is none. */
export const routeOf = (request: FastifyRequest): string =>
  request.is404 ? 'unmatched' : (request.routeOptions.url ?? 'unmatched');

const PROBES = /^\/(health|metrics)/;

/** Whether machines ask for it all the time, so that it is neither logged nor traced. */
export const isProbe = ({ url }: FastifyRequest): boolean => PROBES.test(url);
