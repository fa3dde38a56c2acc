import { UnsupportedMediaTypeException } from '@nestjs/common';
import { FastifyAdapter, RouteConfig } from '@nestjs/platform-fastify';

interface RawBodyConfig {
  rawBody?: boolean;
}

/** The route gets its body as bytes (a `Buffer`; undefined: none), whatever its content type. */
export const RawBody = () => RouteConfig({ rawBody: true } satisfies RawBodyConfig);

const isRaw = (request: { routeOptions: { config: object } }): boolean =>
  (request.routeOptions.config as RawBodyConfig).rawBody === true;

/** JSON for every route, and for those marked with `RawBody` whatever comes. */
export const readBodies = (adapter: FastifyAdapter): void => {
  const server = adapter.getInstance();
  const parseJson = server.getDefaultJsonParser('ignore', 'ignore');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, done) => {
      if (isRaw(request)) done(null, body);
      else void parseJson(request, body.toString(), done);
    },
  );
  server.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (request, body, done) => {
    if (isRaw(request)) done(null, body);
    else done(new UnsupportedMediaTypeException());
  });
};
