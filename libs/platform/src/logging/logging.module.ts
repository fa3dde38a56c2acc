import { Global, Module } from '@nestjs/common';
import { Logger, Params, PARAMS_PROVIDER_TOKEN, PinoLogger } from 'nestjs-pino';
import { destination } from 'pino';
import { PlatformConfig } from '../config/platform.config.js';
import { currentContext } from '../context/request-context.js';
import { traceIds } from '../tracing/spans.js';
import { RequestLog } from './request-log.js';

const idsOfLine = (): object => ({ request_id: currentContext()?.requestId, ...traceIds() });

/** Lines are written together, within so many milliseconds, and when the process ends. */
const WRITE_EVERY_MS = 200;
const WRITE_BYTES = 4096;

const stdout = () =>
  destination({ sync: false, minLength: WRITE_BYTES, periodicFlush: WRITE_EVERY_MS });

const params = {
  provide: PARAMS_PROVIDER_TOKEN,
  inject: [PlatformConfig],
  useFactory: ({ logLevel }: PlatformConfig): Params => ({
    pinoHttp: [{ level: logLevel, mixin: idsOfLine }, stdout()],
  }),
};

/**
 * JSON logs by pino; every line of a request carries its request id, and the ids of its trace and span if there is
 * one. nestjs-pino's own module is left out: it would log requests as middleware, a logger for each.
 */
@Global()
@Module({ providers: [params, Logger, PinoLogger, RequestLog], exports: [Logger] })
export class LoggingModule {}
