import { EnvInt, EnvList } from '@trailmark/platform';
import { LimitsConfig } from './rate-limits/limits-config.js';

const SECRET_NAMES =
  'password,passwd,pwd,secret,token,api_key,authorization,cookie,card_number,credit_card,cvv,cvc,ssn,private_key';

export class GatewayConfig extends LimitsConfig {
  @EnvInt('INGEST_WAIT_MS', {
    description: 'How long a request waits for the commit before it answers 202; 0: never.',
    default: 1000,
    min: 0,
    max: 10_000,
  })
  ingestWaitMs!: number;

  @EnvList('REDACTED_KEYS', {
    description: 'Keys in properties, or endings of keys, whose values are never stored.',
    default: SECRET_NAMES,
  })
  redactedKeys!: string[];

  @EnvList('WRITE_KEYS', {
    description: 'Public keys that SDKs send events with; none: nothing is captured.',
    default: '',
    secret: true,
    each: { pattern: /^tm_[\w-]{20,}$/, words: 'tm_ and at least 20 letters, digits, - or _' },
  })
  writeKeys!: string[];

  @EnvInt('REALTIME_MAX_SOCKETS', {
    description: 'WebSockets a process serves at a time.',
    default: 10_000,
    min: 0,
    max: 1_000_000,
  })
  realtimeMaxSockets!: number;

  @EnvInt('REALTIME_MAX_SOCKETS_PER_USER', {
    description: 'WebSockets of a process that watch the same user at a time.',
    default: 20,
    min: 0,
    max: 1_000_000,
  })
  realtimeMaxSocketsPerUser!: number;

  @EnvInt('REALTIME_HEARTBEAT_MS', {
    description: 'How often WebSockets are asked for a sign of life.',
    default: 30_000,
    min: 100,
    max: 3_600_000,
  })
  realtimeHeartbeatMs!: number;
}
