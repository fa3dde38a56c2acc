import helmet, { FastifyHelmetOptions } from '@fastify/helmet';
import { fastify } from 'fastify';

type Headers = Record<string, string>;

/** Swagger UI has its styles in the page, and draws with `data:` images; its scripts are files. */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
    imgSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
  },
};

const YEAR_S = 31_536_000;

/** What Helmet adds to an answer. It works the same out for every request; so it is asked once. */
const addedBy = async (options: FastifyHelmetOptions): Promise<Headers> => {
  const server = fastify();
  server.get('/', () => '');
  const plain = (await server.inject('/')).headers;
  await server.close();
  const guarded = fastify();
  await guarded.register(helmet, options);
  guarded.get('/', () => '');
  const { headers } = await guarded.inject('/');
  await guarded.close();
  const added = Object.entries(headers).filter(([name]) => !(name in plain));
  return Object.fromEntries(added.map(([name, value]) => [name, String(value)]));
};

/**
 * The security headers of every answer.
 * @param https the gateway itself speaks it; behind a proxy that does, the proxy promises it.
 */
export const securityHeaders = (https: boolean): Promise<Headers> =>
  addedBy({
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    strictTransportSecurity: https && { maxAge: YEAR_S },
  });
