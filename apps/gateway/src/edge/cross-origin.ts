import type { FastifyCorsOptions, FastifyCorsOptionsDelegateCallback } from '@fastify/cors';
import { isCaptureRoute } from '../capture/capture-paths.js';

const DAY_S = 86_400;

const EXPOSED =
  'etag, preference-applied, ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after, x-request-id';

/** Capture answers pages of any origin: see CAPTURE_HEADERS. */
const NONE: FastifyCorsOptions = { origin: false };

/** Lets pages of these origins use the API, with a token and never with cookies. */
export const crossOrigin = (origins: string[]): FastifyCorsOptionsDelegateCallback => {
  const listed: FastifyCorsOptions = {
    origin: origins,
    methods: 'GET, HEAD, POST, PUT, PATCH, DELETE',
    exposedHeaders: EXPOSED,
    maxAge: DAY_S,
  };
  return ({ routeOptions }, answer) =>
    answer(null, isCaptureRoute(routeOptions.url) ? NONE : listed);
};
