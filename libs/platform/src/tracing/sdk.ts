import { hostname } from 'node:os';
import { context, diag, DiagLogLevel, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { traceStatements } from './sql-spans.js';

interface SdkOptions {
  service: string;
  /** Of the collector, without `/v1/traces`. */
  endpoint: string;
  /** Of the traces that begin here, 0 to 1. */
  ratio: number;
  /** Told of what could not be sent. */
  warn: (text: string) => void;
}

export interface Sdk {
  /** Sends what there is and ends. */
  stop(): Promise<void>;
}

const EXPORT_MS = 5000;

const urlOf = (endpoint: string): string => `${endpoint.replace(/\/+$/, '')}/v1/traces`;

const tellBy = (warn: (text: string) => void) => {
  const tell = (text: string) => warn(`traces: ${text}`);
  const ignore = () => undefined;
  return { error: tell, warn: tell, info: ignore, debug: ignore, verbose: ignore };
};

/**
 * Sets the process's tracer, propagation and context up, and sends spans in batches. At most 2048 wait:
 * when the collector is away, further ones are dropped.
 */
export const startSdk = ({ service, endpoint, ratio, warn }: SdkOptions): Sdk => {
  diag.setLogger(tellBy(warn), DiagLogLevel.WARN);
  const exporter = new OTLPTraceExporter({ url: urlOf(endpoint), timeoutMillis: EXPORT_MS });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': service,
      'service.namespace': 'trailmark',
      'service.instance.id': `${hostname()}-${process.pid}`,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  traceStatements();
  return { stop: () => provider.shutdown() };
};
