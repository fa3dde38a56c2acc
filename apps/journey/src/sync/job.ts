import { Asking } from '../posthog/posthog-client.js';

/** One run of a synchronisation, as those who do it see it. */
export interface Job {
  /** When it began: what happens later is the next one's. */
  startedAt: Date;
  /** How PostHog is asked now: in the background once nobody waits any longer. */
  asking: () => Asking;
}
