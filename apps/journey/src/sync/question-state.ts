import { Micros } from '../posthog/micros.js';

/** What is known of one question to PostHog. */
export interface QuestionState {
  /** Whom it is about, as PostHog last said; null: never asked. */
  distinctIds: string[] | null;
  resolvedAt: Date | null;
  /** From when on the last complete answer is kept. */
  coveredFrom: Micros | null;
  lastSyncedAt: Date | null;
}

export const UNASKED: QuestionState = {
  distinctIds: null,
  resolvedAt: null,
  coveredFrom: null,
  lastSyncedAt: null,
};

/** Whether PostHog was asked to the end about everything since `from`, not longer than `freshMs` ago. */
export const isFresh = (state: QuestionState, from: Micros, now: Date, freshMs: number): boolean =>
  state.lastSyncedAt !== null &&
  state.coveredFrom !== null &&
  state.coveredFrom <= from &&
  now.getTime() - state.lastSyncedAt.getTime() < freshMs;
