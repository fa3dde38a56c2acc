import { DatabaseConfig, EnvText, EnvUrl } from '@trailmark/platform';

/** What the journey service reads beside what every service with a schema reads. */
export class JourneyConfig extends DatabaseConfig {
  @EnvText('POSTHOG_SECRET_KEY', {
    description: 'Personal API key (phx_…) with the scope query:read; absent: capture alone.',
    optional: true,
    secret: true,
  })
  posthogSecretKey!: string | null;

  @EnvText('POSTHOG_PROJECT_ID', {
    description: 'Number of the PostHog project that journeys are read from.',
    optional: true,
  })
  posthogProjectId!: string | null;

  @EnvUrl('POSTHOG_HOST', {
    description: 'PostHog’s address; ingestion hosts of its cloud are turned into the API’s.',
    schemes: ['https', 'http'],
    default: 'https://us.i.posthog.com',
  })
  posthogHost!: string;
}
