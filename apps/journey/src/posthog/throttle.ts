import { PostHogError } from './posthog-error.js';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** Keeps the whole process from asking a PostHog that has just asked to be left alone. */
export class Throttle {
  private until = 0;
  private inARow = 0;
  private last: PostHogError | null = null;

  /**
   * What `ask` comes to.
   * @throws PostHogError without asking while PostHog is to be left alone; it says for how long.
   */
  async guard<T>(ask: () => Promise<T>): Promise<T> {
    const askedAt = Date.now();
    if (this.last !== null && askedAt < this.until) throw this.pause(this.last, askedAt);
    try {
      const answer = await ask();
      if (askedAt >= this.until) this.inARow = 0;
      return answer;
    } catch (error) {
      if (!(error instanceof PostHogError) || error.trouble !== 'throttled') throw error;
      throw this.refused(error, askedAt);
    }
  }

  /** Of several requests that were under way, the first one to be refused counts. */
  private refused(error: PostHogError, askedAt: number): PostHogError {
    const now = Date.now();
    const doubled = Math.min(FIRST_PAUSE_MS * 2 ** this.inARow, LONGEST_PAUSE_MS);
    if (askedAt >= this.until) {
      this.inARow += 1;
      this.until = now + (error.retryAfterMs ?? doubled);
    } else if (error.retryAfterMs !== null) {
      this.until = Math.max(this.until, now + error.retryAfterMs);
    }
    this.last = error;
    return this.pause(error, now);
  }

  private pause({ code, message }: PostHogError, now: number): PostHogError {
    const retryAfterMs = this.until - now;
    return new PostHogError(code, message, { trouble: 'throttled', retryAfterMs });
  }
}
