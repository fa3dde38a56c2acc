import { Logger } from '@nestjs/common';
import { PostHogClient } from './posthog-client.js';
import { PostHogError } from './posthog-error.js';
import { PROBE } from './posthog-queries.js';
import { PostHogSettings } from './posthog-settings.js';

const logger = new Logger('PostHog');

/** Tells the log at start whether PostHog will answer, and if not, what to change. Never throws. */
export const probe = async (
  client: PostHogClient,
  settings: PostHogSettings,
  signal: AbortSignal,
): Promise<void> => {
  if (!settings.key.startsWith('phx_')) {
    logger.warn('POSTHOG_SECRET_KEY does not begin with phx_: it is no personal API key.');
  }
  try {
    await client.query(PROBE, {}, { signal });
    logger.log(`journeys are read from project ${settings.projectId} at ${settings.host}`);
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof PostHogError) logger.warn(error.message);
    else logger.error(error);
  }
};
