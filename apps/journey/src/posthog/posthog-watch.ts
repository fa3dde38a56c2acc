import { PostHogTrouble } from './posthog-error.js';

/** Told of how PostHog is doing. */
export interface PostHogWatch {
  /** One try came out so. */
  tried(outcome: 'ok' | PostHogTrouble): void;
  /** What PostHog said may still be read in this hour. */
  remaining(bytes: number): void;
  /** PostHog is left alone since it seems to be down, or no more. */
  leftAlone(is: boolean): void;
}

export const UNWATCHED: PostHogWatch = {
  tried: () => undefined,
  remaining: () => undefined,
  leftAlone: () => undefined,
};
