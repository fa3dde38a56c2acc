import { DatabaseConfig, EnvInt, EnvUrl } from '@trailmark/platform';

/** What the dashboard service reads beside what every service with a schema reads. */
export class DashboardConfig extends DatabaseConfig {
  @EnvUrl('REDIS_URL', {
    description: 'Redis that replicas share their cache in; without it each keeps its own.',
    schemes: ['redis', 'rediss'],
    optional: true,
    secret: true,
  })
  redisUrl!: string | null;

  @EnvInt('CACHE_TIMEOUT_MS', {
    description: 'Longer than this, in milliseconds, no answer waits for Redis.',
    min: 10,
    max: 10_000,
    default: 100,
  })
  cacheTimeoutMs!: number;
}
