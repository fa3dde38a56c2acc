import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Outcome } from './answer.js';

export interface Patience {
  readonly tries: number;
  /** Milliseconds before the second try; doubled each time, up to `longestMs`. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** Bound of what a gateway's Retry-After can ask for. */
  readonly longestAskedMs: number;
}

export const PATIENCE: Patience = {
  tries: 10,
  firstMs: 200,
  longestMs: 5_000,
  longestAskedMs: 30_000,
};

export interface Waiting {
  readonly reason: string;
  readonly tried: number;
  readonly tries: number;
}

export interface RetryOptions {
  readonly patience: Patience;
  readonly signal: AbortSignal;
  readonly onWait: (waiting: Waiting) => void;
  /** Told after each try, so that none is lost when a later try gives up. */
  readonly onOutcomes: (outcomes: readonly Outcome[]) => void;
}

/** Still open after the last try. */
export class GaveUpError extends Error {}

function pauseMs(patience: Patience, tried: number, asked: number | null): number {
  const own = Math.min(patience.firstMs * 2 ** (tried - 1), patience.longestMs);
  return Math.max(own, Math.min(asked ?? 0, patience.longestAskedMs));
}

/** Asks again for what stays open. Throws `GaveUpError` with the last reason. */
export async function retried<T>(
  records: readonly T[],
  attempt: (open: readonly T[]) => Promise<Answer<T>>,
  { patience, signal, onWait, onOutcomes }: RetryOptions,
): Promise<void> {
  let open = records;
  for (let tried = 1; ; tried += 1) {
    const answer = await attempt(open);
    onOutcomes(answer.outcomes);
    if (answer.open.length === 0) return;
    if (tried >= patience.tries) throw new GaveUpError(answer.reason);
    onWait({ reason: answer.reason, tried, tries: patience.tries });
    await sleep(pauseMs(patience, tried, answer.waitMs), undefined, { signal });
    open = answer.open;
  }
}
