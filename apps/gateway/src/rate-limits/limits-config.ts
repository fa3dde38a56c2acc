import { EnvInt, EnvRate, EnvUrl, type Rate } from '@trailmark/platform';
import { PrivacyConfig } from '../privacy/privacy-config.js';

/** How much may be asked of the gateway; `null` is no bound. */
export class LimitsConfig extends PrivacyConfig {
  @EnvRate('RATE_LIMIT_INGEST', {
    description: 'Requests that record, for each token subject or write key.',
    default: '600000/60',
  })
  ingestRate!: Rate | null;

  @EnvRate('RATE_LIMIT_READ', {
    description: 'Requests that read or configure, for each token subject.',
    default: '6000/60',
  })
  readRate!: Rate | null;

  @EnvRate('RATE_LIMIT_LOGIN', {
    description: 'Attempts to log in, for each address.',
    default: '10/60',
  })
  loginRate!: Rate | null;

  @EnvRate('RATE_LIMIT_SENSITIVE', {
    description: 'Erasures, exports and changes of keys, for each token subject.',
    default: '30/60',
  })
  sensitiveRate!: Rate | null;

  @EnvRate('RATE_LIMIT_ADDRESS', {
    description: 'Requests of any kind, for each address; counted by each gateway.',
    default: '1200000/60',
  })
  addressRate!: Rate | null;

  @EnvRate('RATE_LIMIT_REFUSED', {
    description: 'Answers 401, for each address; counted by each gateway.',
    default: '600/60',
  })
  refusedRate!: Rate | null;

  @EnvUrl('REDIS_URL', {
    description: 'Redis that replicas share their counts in; without it each counts for itself.',
    schemes: ['redis', 'rediss'],
    optional: true,
    secret: true,
  })
  redisUrl!: string | null;

  @EnvInt('RATE_LIMIT_TIMEOUT_MS', {
    description: 'Longer than this, in milliseconds, no request waits for Redis to count it.',
    min: 10,
    max: 10_000,
    default: 250,
  })
  rateLimitTimeoutMs!: number;
}
