import { IncomingMessage, ServerResponse } from 'node:http';
import { Module } from '@nestjs/common';
import { LoggerModule, Params } from 'nestjs-pino';
import { Options } from 'pino-http';
import { storage } from 'nestjs-pino/storage';
import { destination } from 'pino';
import { PlatformConfig } from '../config/platform.config.js';
import { currentContext } from '../context/request-context.js';
import { traceIds } from '../tracing/spans.js';

/** The one secret that stands in a path. */
const WRITE_KEY = /^(\/array\/)[^/]+/;

/** Addresses, headers, bodies and query strings stay out of the log: they may hold personal data. */
const serializers = {
  req: (req: { method: string; url: string }) => ({
    method: req.method,
    path: req.url.split('?', 1)[0]?.replace(WRITE_KEY, '$1[key]'),
  }),
  res: (res: { statusCode: number }) => ({ status: res.statusCode }),
};

const levelOf = (_req: IncomingMessage, res: ServerResponse, error?: Error) => {
  if (error || res.statusCode >= 500) return 'error';
  return res.statusCode >= 400 ? 'warn' : 'info';
};

const REQUEST_ID = 'request_id';

/** HTTP lines have their request id from the request's own logger. */
const rpcRequestId = (): object =>
  storage.getStore() ? {} : { [REQUEST_ID]: currentContext()?.requestId };

const idsOfLine = (): object => ({ ...rpcRequestId(), ...traceIds() });

const PROBES = /^\/(health|metrics)/;

/** Lines are written together, within so many milliseconds, and when the process ends. */
const WRITE_EVERY_MS = 200;
const WRITE_BYTES = 4096;

const stdout = () =>
  destination({ sync: false, minLength: WRITE_BYTES, periodicFlush: WRITE_EVERY_MS });

const httpOptions = (config: PlatformConfig): Options => ({
  level: config.logLevel,
  customAttributeKeys: { reqId: REQUEST_ID },
  mixin: idsOfLine,
  serializers,
  customLogLevel: levelOf,
  autoLogging: { ignore: (req) => PROBES.test(req.url ?? '') },
  quietReqLogger: true,
});

const options = (config: PlatformConfig): Params => ({ pinoHttp: [httpOptions(config), stdout()] });

/** JSON logs by pino; every line of a request carries its request id, and the ids of its trace and span if there is one. */
@Module({
  imports: [LoggerModule.forRootAsync({ inject: [PlatformConfig], useFactory: options })],
})
export class LoggingModule {}
