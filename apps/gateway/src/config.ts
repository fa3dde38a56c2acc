import { AuthConfig } from '@trailmark/auth';
import { EnvChoice, EnvInt, EnvList, EnvText } from '@trailmark/platform';

export const IP_MODES = ['hash', 'truncate', 'drop', 'keep'] as const;
export type IpMode = (typeof IP_MODES)[number];

const SECRET_NAMES =
  'password,passwd,pwd,secret,token,api_key,authorization,cookie,card_number,credit_card,cvv,cvc,ssn,private_key';

export class GatewayConfig extends AuthConfig {
  @EnvInt('INGEST_WAIT_MS', {
    description: 'How long a request waits for the commit before it answers 202; 0: never.',
    default: 1000,
    min: 0,
    max: 10_000,
  })
  ingestWaitMs!: number;

  @EnvChoice('IP_ANONYMISATION', IP_MODES, {
    description: 'What is kept of IP addresses: a keyed hash, the network part, nothing, or all.',
    default: 'hash',
  })
  ipMode!: IpMode;

  @EnvText('IP_HASH_KEY', {
    description: 'Key of the IP hash, at least 32 characters. Changing it unlinks old hashes.',
    minLength: 32,
    secret: true,
  })
  ipHashKey!: string;

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
