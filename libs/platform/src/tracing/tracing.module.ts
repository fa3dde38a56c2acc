import { Module } from '@nestjs/common';
import { Tracing } from './tracing.js';

/** Traces by OpenTelemetry: W3C Trace Context over HTTP and NATS, spans by OTLP over HTTP. */
@Module({ providers: [Tracing] })
export class TracingModule {}
