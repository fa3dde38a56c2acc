import { PostHogError } from './posthog-error.js';

/** PostHog counts by the hour; what it said longer ago tells nothing. */
const TOLD_MS = 10 * 60_000;

/** What PostHog last said of the bytes that may still be read in this hour. */
export class ReadBudget {
  private remaining = Infinity;
  private toldAt = 0;

  constructor(
    private readonly lowBytes: number,
    private readonly tell: (remaining: number) => void = () => undefined,
  ) {}

  learn(header: string | null, now = Date.now()): void {
    if (header === null || !/^-?\d+$/.test(header)) return;
    this.remaining = Number(header);
    this.toldAt = now;
    this.tell(this.remaining);
  }

  /** @throws PostHogError when what is left is kept for those who wait for an answer. */
  checkForBackground(now = Date.now()): void {
    if (this.remaining >= this.lowBytes || now - this.toldAt > TOLD_MS) return;
    throw new PostHogError('UNAVAILABLE', 'The hourly budget of PostHog’s Query API is low.', {
      trouble: 'throttled',
      retryAfterMs: this.toldAt + TOLD_MS - now,
    });
  }
}
