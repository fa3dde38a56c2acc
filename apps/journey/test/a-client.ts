import { FakePostHog } from '@trailmark/testing';
import { CLIENT_LIMITS, ClientLimits } from '../src/posthog/client-limits.js';
import { PostHogClient } from '../src/posthog/posthog-client.js';
import { PostHogError } from '../src/posthog/posthog-error.js';

/** As in production, but with pauses that a test can wait for, and the patience that a busy machine takes. */
export const QUICK: ClientLimits = {
  ...CLIENT_LIMITS,
  firstPauseMs: 5,
  breakMs: 100,
  deadlineMs: 60_000,
  attended: { ...CLIENT_LIMITS.attended, totalMs: 180_000 },
  background: { ...CLIENT_LIMITS.background, totalMs: 180_000 },
};

export const aClient = (fake: FakePostHog, limits: Partial<ClientLimits> = {}): PostHogClient =>
  new PostHogClient(
    { host: fake.url, projectId: fake.projectId, key: fake.key },
    { ...QUICK, ...limits },
  );

/** What a question fails with. */
export const failureOf = async (work: Promise<unknown>): Promise<PostHogError> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof PostHogError) return error;
    throw error;
  }
  throw new Error('it did not fail');
};
