import { IncomingMessage, ServerResponse } from 'node:http';
import { Module } from '@nestjs/common';
import { LoggerModule, Params } from 'nestjs-pino';
import { PlatformConfig } from '../config/platform.config.js';
import { currentContext } from '../context/request-context.js';

/** Addresses, headers, bodies and query strings stay out of the log: they may hold personal data. */
const serializers = {
  req: (req: { method: string; url: string }) => ({
    method: req.method,
    path: req.url.split('?', 1)[0],
  }),
  res: (res: { statusCode: number }) => ({ status: res.statusCode }),
};

const levelOf = (_req: IncomingMessage, res: ServerResponse, error?: Error) => {
  if (error || res.statusCode >= 500) return 'error';
  return res.statusCode >= 400 ? 'warn' : 'info';
};

const PROBES = /^\/(health|metrics)/;

const options = (config: PlatformConfig): Params => ({
  pinoHttp: {
    level: config.logLevel,
    mixin: () => ({ request_id: currentContext()?.requestId }),
    serializers,
    customLogLevel: levelOf,
    autoLogging: { ignore: (req) => PROBES.test(req.url ?? '') },
    quietReqLogger: true,
  },
});

/** JSON logs by pino; every line of a request carries its request id. */
@Module({
  imports: [LoggerModule.forRootAsync({ inject: [PlatformConfig], useFactory: options })],
})
export class LoggingModule {}
