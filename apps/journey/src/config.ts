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

  /** PostHog is configured wholly or not at all. */
  contradictions(): string[] {
    const { posthogSecretKey: key, posthogProjectId: project } = this;
    if (key === null && project !== null) {
      return ['POSTHOG_SECRET_KEY is required when POSTHOG_PROJECT_ID is set'];
    }
    if (key !== null && project === null) {
      return ['POSTHOG_PROJECT_ID is required when POSTHOG_SECRET_KEY is set'];
    }
    return project === null || /^\d+$/.test(project)
      ? []
      : ['POSTHOG_PROJECT_ID must be the number of a project'];
  }
}
