import { UnsupportedMediaTypeException } from '@nestjs/common';
import { FastifyAdapter, RouteConfig } from '@nestjs/platform-fastify';

interface BodyConfig {
  rawBody?: boolean;
  keepBody?: boolean;
}

/** The route gets its body as bytes (a `Buffer`; undefined: none), whatever its content type. */
export const RawBody = () => RouteConfig({ rawBody: true } satisfies BodyConfig);

/** The route gets its body parsed, and finds the bytes that were sent in `keptBody`, too. */
export const KeepBody = () => RouteConfig({ keepBody: true } satisfies BodyConfig);

/** A request of a route marked with `KeepBody`; undefined: it has no body. */
export interface KeptBody {
  keptBody?: Buffer;
}

const configOf = (request: { routeOptions: { config: object } }): BodyConfig =>
  request.routeOptions.config;

/** JSON for every route, and for those marked with `RawBody` whatever comes. */
export const readBodies = (adapter: FastifyAdapter): void => {
  const server = adapter.getInstance();
  const parseJson = server.getDefaultJsonParser('ignore', 'ignore');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, done) => {
      const { rawBody, keepBody } = configOf(request);
      if (keepBody) Object.assign(request, { keptBody: body } satisfies KeptBody);
      if (rawBody) done(null, body);
      else void parseJson(request, body.toString(), done);
    },
  );
  server.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (request, body, done) => {
    if (configOf(request).rawBody) done(null, body);
    else done(new UnsupportedMediaTypeException());
  });
};
