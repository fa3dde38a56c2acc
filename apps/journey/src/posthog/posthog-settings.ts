import { ConfigError } from '@trailmark/platform';
import { JourneyConfig } from '../config.js';
import { apiHost } from './api-host.js';

/** How one PostHog project is reached. */
export interface PostHogSettings {
  /** Without a slash at its end. */
  host: string;
  projectId: string;
  key: string;
}

type Configured = Pick<JourneyConfig, 'posthogSecretKey' | 'posthogProjectId' | 'posthogHost'>;

/**
 * Null when no PostHog is configured.
 * @throws ConfigError when it is half configured.
 */
export const postHogSettings = (config: Configured): PostHogSettings | null => {
  const { posthogSecretKey: key, posthogProjectId: projectId } = config;
  if (key === null && projectId === null) return null;
  if (key === null) {
    throw new ConfigError(['POSTHOG_SECRET_KEY is required when POSTHOG_PROJECT_ID is set']);
  }
  if (projectId === null) {
    throw new ConfigError(['POSTHOG_PROJECT_ID is required when POSTHOG_SECRET_KEY is set']);
  }
  if (!/^\d+$/.test(projectId)) {
    throw new ConfigError(['POSTHOG_PROJECT_ID must be the number of a project']);
  }
  return { host: apiHost(config.posthogHost), projectId, key };
};
