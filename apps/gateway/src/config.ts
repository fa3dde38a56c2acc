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
}
