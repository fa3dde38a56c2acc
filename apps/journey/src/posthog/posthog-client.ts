import {
  BrokenCircuitError,
  BulkheadRejectedError,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  ExponentialBackoff,
  IRetryBackoffContext,
  IPolicy,
  RetryPolicy,
  bulkhead,
  circuitBreaker,
  handleWhen,
  noJitterGenerator,
  retry,
  wrap,
} from 'cockatiel';
import { abortable } from './abortable.js';
import { CLIENT_LIMITS, ClientLimits, Patience } from './client-limits.js';
import { PostHogDeletion } from './answer.js';
import { HogQuery, HogValues } from './hog-query.js';
import { PostHogError } from './posthog-error.js';
import { PostHogSettings } from './posthog-settings.js';
import { PostHogTransport } from './posthog-transport.js';
import { PostHogWatch, UNWATCHED } from './posthog-watch.js';
import { ReadBudget } from './read-budget.js';
import { Throttle } from './throttle.js';

/** How one query is asked. */
export interface Asking {
  signal?: AbortSignal;
  /** Nobody waits for it: it yields to those somebody waits for, and is more patient. */
  background?: boolean;
  /** Told of each try what it failed with, while further ones may follow; null: it did not. */
  onTry?: (error: PostHogError | null) => void;
}

const busy = (cause: Error): PostHogError =>
  new PostHogError('UNAVAILABLE', 'Too many queries wait for PostHog.', {
    trouble: 'throttled',
    cause,
  });

/**
 * Asks one PostHog project, sparingly: few queries at once, again after passing failures, not at all while PostHog asks to be
 * left alone or seems to be down.
 */
export class PostHogClient {
  private readonly throttle = new Throttle();
  private readonly budget: ReadBudget;
  private readonly transport: PostHogTransport;
  private readonly breaker;
  private readonly attended: IPolicy;
  private readonly background: IPolicy;

  constructor(
    settings: PostHogSettings,
    private readonly limits: ClientLimits = CLIENT_LIMITS,
    private readonly watch: PostHogWatch = UNWATCHED,
  ) {
    this.budget = new ReadBudget(limits.lowBudgetBytes, (bytes) => watch.remaining(bytes));
    this.transport = new PostHogTransport(settings, this.budget, limits);
    this.breaker = circuitBreaker(
      handleWhen((error) => error instanceof PostHogError && error.isOutage),
      {
        breaker: new ConsecutiveBreaker(limits.failures),
        halfOpenAfter: new ExponentialBackoff({
          generator: noJitterGenerator,
          initialDelay: limits.breakMs,
          maxDelay: limits.longestBreakMs,
        }),
      },
    );
    this.breaker.onStateChange((state) => watch.leftAlone(state !== CircuitState.Closed));
    const slots = wrap(this.breaker, bulkhead(limits.concurrency, limits.waiting));
    this.attended = wrap(this.retrying(limits.attended), slots);
    this.background = wrap(
      bulkhead(limits.backgroundConcurrency, limits.waiting),
      this.retrying(limits.background),
      slots,
    );
  }

  /**
   * The rows of one query.
   * @throws PostHogError when PostHog does not answer; the signal's reason when that aborts.
   */
  async query<V extends HogValues, R>(
    query: HogQuery<V, R>,
    values: V,
    asking: Asking = {},
  ): Promise<R[]> {
    const rows = await this.run((signal) => this.transport.send(query, values, signal), asking);
    return rows.map(query.read);
  }

  /**
   * Asks to delete the persons that have these distinct ids, with their events.
   * @throws as {@link query}.
   */
  deletePersons(distinctIds: string[], asking: Asking = {}): Promise<PostHogDeletion> {
    return this.run((signal) => this.transport.deletePersons(distinctIds, signal), asking);
  }

  private async run<T>(send: (signal: AbortSignal) => Promise<T>, asking: Asking): Promise<T> {
    const { totalMs } = asking.background ? this.limits.background : this.limits.attended;
    const late = AbortSignal.timeout(totalMs);
    const signal = AbortSignal.any([late, ...(asking.signal ? [asking.signal] : [])]);
    const policy = asking.background ? this.background : this.attended;
    const work = policy.execute((context) => {
      return this.attempt(send, { ...asking, signal: context.signal });
    }, signal);
    try {
      return await abortable(work, signal);
    } catch (error) {
      asking.signal?.throwIfAborted();
      throw this.told(error, late.aborted);
    }
  }

  private async attempt<T>(
    send: (signal: AbortSignal) => Promise<T>,
    { signal, background, onTry }: Asking & { signal: AbortSignal },
  ): Promise<T> {
    try {
      signal.throwIfAborted();
      if (background) this.budget.checkForBackground();
      const answer = await this.throttle.guard(() => send(signal));
      onTry?.(null);
      this.watch.tried('ok');
      return answer;
    } catch (error) {
      if (error instanceof PostHogError) {
        onTry?.(error);
        this.watch.tried(error.trouble);
      }
      throw error;
    }
  }

  private retrying({ retries, longestPauseMs }: Patience): RetryPolicy {
    const passing = handleWhen(
      (error) =>
        error instanceof PostHogError &&
        error.isPassing &&
        (error.retryAfterMs ?? 0) <= longestPauseMs,
    );
    const backoff = new DelegateBackoff((context: IRetryBackoffContext<unknown>) =>
      Math.min(this.pauseMs(context), longestPauseMs),
    );
    return retry(passing, { maxAttempts: retries, backoff }).dangerouslyUnref();
  }

  private pauseMs({ attempt, result }: IRetryBackoffContext<unknown>): number {
    const told = 'error' in result && result.error instanceof PostHogError && result.error;
    if (told && told.retryAfterMs !== null) return told.retryAfterMs;
    return this.limits.firstPauseMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
  }

  /** What a caller is told: always in words of ours. */
  private told(error: unknown, late: boolean): unknown {
    if (error instanceof PostHogError) return error;
    if (error instanceof BrokenCircuitError) {
      const last = this.breaker.lastFailure;
      return last && 'error' in last ? last.error : error;
    }
    if (error instanceof BulkheadRejectedError) return busy(error);
    return late
      ? new PostHogError('UNAVAILABLE', 'PostHog did not answer in time.', { trouble: 'down' })
      : error;
  }
}
