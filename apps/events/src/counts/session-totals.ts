/** What sessions add up to. Whole milliseconds, as exact as they are many. */
export interface SessionTotals {
  sessions: number;
  durationMs: bigint;
  squaredMs: bigint;
  /** Sessions with at least one page view. */
  viewed: number;
  /** Sessions with exactly one. */
  bounces: number;
}

const NO_SESSIONS: SessionTotals = {
  sessions: 0,
  durationMs: 0n,
  squaredMs: 0n,
  viewed: 0,
  bounces: 0,
};

const plus = (a: SessionTotals, b: SessionTotals): SessionTotals => ({
  sessions: a.sessions + b.sessions,
  durationMs: a.durationMs + b.durationMs,
  squaredMs: a.squaredMs + b.squaredMs,
  viewed: a.viewed + b.viewed,
  bounces: a.bounces + b.bounces,
});

export const sumSessions = (totals: SessionTotals[]): SessionTotals =>
  totals.reduce(plus, NO_SESSIONS);

/** Mean duration in seconds; null when there is no session. */
export const meanSeconds = ({ sessions, durationMs }: SessionTotals): number | null =>
  sessions === 0 ? null : Number(durationMs) / sessions / 1000;

/**
 * Sample variance of the durations in seconds², (Σx² − (Σx)²/n) / (n − 1); null for fewer than two.
 * The difference is taken of whole numbers, so nothing cancels out.
 */
export const varianceSeconds = (totals: SessionTotals): number | null => {
  const { sessions, durationMs, squaredMs } = totals;
  if (sessions < 2) return null;
  const scaled = BigInt(sessions) * squaredMs - durationMs * durationMs;
  return Number(scaled) / sessions / (sessions - 1) / 1_000_000;
};
