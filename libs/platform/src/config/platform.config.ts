import { EnvChoice, EnvInt, EnvRatio, EnvText, EnvUrl } from './env.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What every app reads. */
export class PlatformConfig {
  @EnvInt('PORT', {
    description: 'Port of the HTTP server (a service: health and metrics only).',
    default: 8080,
    min: 0,
    max: 65_535,
  })
  port!: number;

  @EnvText('HOST', { description: 'Address the HTTP server binds to.', default: '0.0.0.0' })
  host!: string;

  @EnvChoice('LOG_LEVEL', LOG_LEVELS, {
    description: 'Least severe level logged.',
    default: 'info',
  })
  logLevel!: string;

  @EnvUrl('NATS_URL', {
    description: 'NATS server or servers (comma-separated), with credentials if needed.',
    schemes: ['nats', 'tls'],
    many: true,
    secret: true,
  })
  natsUrl!: string;

  @EnvInt('RPC_TIMEOUT_MS', {
    description: 'How long a request to a service may take.',
    default: 2000,
    min: 100,
    max: 60_000,
  })
  rpcTimeoutMs!: number;

  @EnvInt('STREAM_ACK_WAIT_MS', {
    description: 'How long a delivered message may stay unanswered before another replica gets it.',
    default: 30_000,
    min: 1000,
    max: 600_000,
  })
  streamAckWaitMs!: number;

  @EnvInt('STREAM_RETRY_MS', {
    description:
      'Pause before a fact that could not be stored is tried again; doubles with each try.',
    default: 1000,
    min: 10,
    max: 60_000,
  })
  streamRetryMs!: number;

  @EnvInt('STREAM_REPLICAS', {
    description: 'Copies of each stream in a NATS cluster; 3 survives the loss of a machine.',
    default: 1,
    min: 1,
    max: 5,
  })
  streamReplicas!: number;

  @EnvInt('STREAM_MAX_BYTES', {
    description: 'Size at which a stream refuses new facts.',
    default: 1_073_741_824,
    min: 1_048_576,
    max: Number.MAX_SAFE_INTEGER,
  })
  streamMaxBytes!: number;

  @EnvUrl('OTEL_EXPORTER_OTLP_ENDPOINT', {
    description:
      'OpenTelemetry collector that traces are sent to (OTLP over HTTP), without /v1/traces; absent: none are made.',
    schemes: ['http', 'https'],
    optional: true,
  })
  otlpEndpoint!: string | null;

  @EnvRatio('OTEL_TRACES_SAMPLER_ARG', {
    description:
      'Share of the traces beginning here that are kept, 0 to 1; a caller’s trace is kept as the caller says.',
    default: 0.1,
  })
  traceRatio!: number;
}
