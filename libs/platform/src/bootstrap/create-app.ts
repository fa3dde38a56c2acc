import { IncomingMessage } from 'node:http';
import { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import { MAX_BODY_BYTES } from '@trailmark/contracts';
import { Logger } from 'nestjs-pino';
import { parse } from 'qs';
import { requestIdFrom, runInContext } from '../context/request-context.js';
import { ErrorFilter } from '../http/error.filter.js';
import { readBodies } from '../http/raw-body.js';
import { validationPipe } from '../http/validation.js';
import { answerClientError } from './client-error.js';
import { HttpOptions } from './http-options.js';
import { UpgradableRequest } from './upgradable-request.js';

const REQUEST_ID = 'x-request-id';

/** Fastify takes one of the two. */
const serverOptions = (tls: HttpOptions['tls']) => {
  const request = { IncomingMessage: UpgradableRequest };
  return tls ? { https: { ...request, ...tls, minVersion: 'TLSv1.2' } } : { http: request };
};

/** Fastify as every app runs it: bounded bodies, request ids, nested query parameters, `/x/` as `/x`. */
export const createAdapter = ({ trustedProxies = [], tls }: HttpOptions = {}): FastifyAdapter => {
  const adapter = new FastifyAdapter({
    ...serverOptions(tls),
    ...(trustedProxies.length > 0 && { trustProxy: trustedProxies }),
    skipMiddie: true,
    bodyLimit: MAX_BODY_BYTES,
    requestIdHeader: false,
    genReqId: (request: IncomingMessage) => requestIdFrom(request.headers[REQUEST_ID]),
    clientErrorHandler: answerClientError,
    // Connections end by themselves; what still comes over them is served until NATS closes, the last of all.
    return503OnClosing: false,
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    routerOptions: {
      querystringParser: (text) =>
        parse(text, { depth: 1, parameterLimit: 200, arrayLimit: 200, plainObjects: true }),
      maxParamLength: 512,
      ignoreTrailingSlash: true,
    },
  });
  readBodies(adapter);
  adapter.getInstance().addHook('onRequest', (request, reply, done) => {
    void reply.header(REQUEST_ID, request.id);
    runInContext({ requestId: request.id, principal: null }, done);
  });
  return adapter;
};

/** What HTTP and RPC share: validation, one error shape, ordered shutdown. */
export const configureApp = (app: INestApplication): void => {
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ErrorFilter());
  // Not by the signal once more: as process 1 of a container Node would not die of it.
  app.enableShutdownHooks([], { useProcessExit: true });
};

/**
 * Builds an app without starting to listen.
 * @throws ConfigError when the environment is not valid.
 */
export const createApp = async (
  module: Type<object>,
  http: HttpOptions = {},
): Promise<NestFastifyApplication> => {
  const app = await NestFactory.create<NestFastifyApplication>(module, createAdapter(http), {
    bufferLogs: true,
    abortOnError: false,
    bodyParser: false,
  });
  app.useLogger(app.get(Logger));
  configureApp(app);
  return app;
};
