/** How often and how long one query is tried. */
export interface Patience {
  retries: number;
  /** The longest single pause before trying again; asked for a longer one, it gives up. */
  longestPauseMs: number;
  /** Everything together. */
  totalMs: number;
}

/** What the client allows itself. */
export interface ClientLimits {
  /** One request. */
  deadlineMs: number;
  /** Requests at once; PostHog's own limit. */
  concurrency: number;
  /** Of these, for what nobody waits for. */
  backgroundConcurrency: number;
  /** Queries that wait for their turn; more are refused. */
  waiting: number;
  maxAnswerBytes: number;
  /** Pause before the second try; doubled before each further one. */
  firstPauseMs: number;
  /** Failures in a row after which PostHog is left alone, and for how long at first and at most. */
  failures: number;
  breakMs: number;
  longestBreakMs: number;
  /** With less than this left of the hour's budget, nothing runs in the background. */
  lowBudgetBytes: number;
  /** While somebody waits for the answer. */
  attended: Patience;
  /** While nobody does. */
  background: Patience;
}

export const CLIENT_LIMITS: ClientLimits = {
  deadlineMs: 10_000,
  concurrency: 3,
  backgroundConcurrency: 2,
  waiting: 100,
  maxAnswerBytes: 64 * 1024 * 1024,
  firstPauseMs: 150,
  failures: 5,
  breakMs: 5000,
  longestBreakMs: 60_000,
  lowBudgetBytes: 1024 ** 3,
  attended: { retries: 2, longestPauseMs: 1000, totalMs: 15_000 },
  background: { retries: 5, longestPauseMs: 60_000, totalMs: 120_000 },
};
