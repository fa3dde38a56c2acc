import { ErrorCode } from '@trailmark/contracts';
import { DomainError } from '@trailmark/platform';

/**
 * - `down`: PostHog or the way to it; asking again may help, asking much does not.
 * - `refused`: it will not answer us until somebody changes something.
 * - `throttled`: asked too much.
 * - `query`: it does not accept this very query.
 * - `too_large`: the answer is.
 */
export type PostHogTrouble = 'down' | 'refused' | 'throttled' | 'query' | 'too_large';

interface Circumstances extends ErrorOptions {
  trouble: PostHogTrouble;
  /** PostHog asked to be left alone for so long. */
  retryAfterMs?: number;
}

/** PostHog did not answer. The message is ours: nothing that PostHog said, and no key, is in it. */
export class PostHogError extends DomainError {
  readonly trouble: PostHogTrouble;
  readonly retryAfterMs: number | null;

  constructor(code: ErrorCode, message: string, { trouble, retryAfterMs, cause }: Circumstances) {
    super(code, message, undefined, { cause });
    this.trouble = trouble;
    this.retryAfterMs = retryAfterMs ?? null;
  }

  /** The same question may be answered later. */
  get isPassing(): boolean {
    return this.trouble === 'down' || this.trouble === 'throttled';
  }

  /** Nobody's question would be answered. */
  get isOutage(): boolean {
    return this.trouble === 'down' || this.trouble === 'refused';
  }
}
