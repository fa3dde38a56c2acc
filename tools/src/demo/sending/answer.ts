import type { ItemStatus } from '@trailmark/contracts';

/** What became of one record. */
export interface Outcome {
  readonly status: ItemStatus;
  /** Why it failed or was dropped. */
  readonly why: string | null;
}

/** What one request came to. */
export interface Answer<T> {
  readonly outcomes: readonly Outcome[];
  /** To be sent again. */
  readonly open: readonly T[];
  /** Why they are open. */
  readonly reason: string;
  /** What the gateway asked to wait, if it did. */
  readonly waitMs: number | null;
}

export const settled = <T>(outcomes: readonly Outcome[]): Answer<T> => ({
  outcomes,
  open: [],
  reason: '',
  waitMs: null,
});

/** Several answers as one; the longest wait that any asked for. */
export const joined = <T>(answers: readonly Answer<T>[]): Answer<T> => ({
  outcomes: answers.flatMap(({ outcomes }) => outcomes),
  open: answers.flatMap(({ open }) => open),
  reason: answers.find(({ open }) => open.length > 0)?.reason ?? '',
  waitMs: answers.reduce<number | null>(
    (longest, { waitMs }) => (waitMs === null ? longest : Math.max(waitMs, longest ?? 0)),
    null,
  ),
});

export const postponed = <T>(
  open: readonly T[],
  reason: string,
  waitMs: number | null = null,
): Answer<T> => ({ outcomes: [], open, reason, waitMs });
