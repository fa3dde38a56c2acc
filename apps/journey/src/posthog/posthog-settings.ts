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

/** Null when no PostHog is configured. */
export const postHogSettings = (config: Configured): PostHogSettings | null => {
  const { posthogSecretKey: key, posthogProjectId: projectId, posthogHost } = config;
  if (key === null || projectId === null) return null;
  return { host: apiHost(posthogHost), projectId, key };
};
