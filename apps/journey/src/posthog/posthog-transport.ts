import { codeOf, deletionOf, PostHogDeletion, rowsOf } from './answer.js';
import { boundedText } from './bounded-text.js';
import { HogRow, HogValues } from './hog-query.js';
import { PostHogError } from './posthog-error.js';
import { PostHogSettings } from './posthog-settings.js';
import { ReadBudget } from './read-budget.js';
import { errorOf } from './refusal.js';

/** Bytes that are read of an error, for its code alone. */
const MAX_ERROR_BYTES = 64 * 1024;

const REMAINING = 'x-posthog-query-budget-remaining-bytes';

interface Asked {
  name: string;
  hogql: string;
}

interface TransportLimits {
  deadlineMs: number;
  maxAnswerBytes: number;
}

/** What a connection failed with, such as ECONNREFUSED; the only thing of it that is told. */
const reasonOf = (error: unknown): string => {
  const { code } = ((error as Error).cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? ` (${code})` : '';
};

/** One request to PostHog's API. */
export class PostHogTransport {
  private readonly url: string;

  constructor(
    private readonly settings: PostHogSettings,
    private readonly budget: ReadBudget,
    private readonly limits: TransportLimits,
  ) {
    this.url = `${settings.host}/api/projects/${settings.projectId}`;
  }

  /**
   * @throws PostHogError when there is no answer within the deadline, or it is none; the signal's
   * reason when that aborts.
   */
  async send(query: Asked, values: HogValues, signal: AbortSignal): Promise<HogRow[]> {
    const { name, hogql } = query;
    const body = {
      query: { kind: 'HogQLQuery', query: hogql, values, name },
      refresh: 'force_blocking',
    };
    return rowsOf(await this.post('query', body, 'query:read', signal));
  }

  /**
   * Asks PostHog to delete the persons that have these distinct ids, and their events.
   * @throws as {@link send}.
   */
  async deletePersons(distinctIds: string[], signal: AbortSignal): Promise<PostHogDeletion> {
    const body = { distinct_ids: distinctIds, delete_events: true };
    return deletionOf(await this.post('persons/bulk_delete', body, 'person:write', signal));
  }

  private async post(
    path: string,
    body: object,
    scope: string,
    signal: AbortSignal,
  ): Promise<string> {
    const deadline = AbortSignal.timeout(this.limits.deadlineMs);
    try {
      return await this.exchange(path, body, scope, AbortSignal.any([signal, deadline]));
    } catch (error) {
      if (error instanceof PostHogError) throw error;
      signal.throwIfAborted();
      throw this.unreached(error, deadline.aborted);
    }
  }

  private async exchange(
    path: string,
    body: object,
    scope: string,
    signal: AbortSignal,
  ): Promise<string> {
    const response = await fetch(`${this.url}/${path}/`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${this.settings.key}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
      signal,
    });
    this.budget.learn(response.headers.get(REMAINING));
    if (!response.ok) throw await this.refusal(response, scope);
    return boundedText(response, this.limits.maxAnswerBytes);
  }

  private async refusal(response: Response, scope: string): Promise<PostHogError> {
    const text = await boundedText(response, MAX_ERROR_BYTES).catch((error: unknown) => {
      // An error page may be large; without its code the status says enough.
      if (error instanceof PostHogError) return '';
      throw error;
    });
    const { status, headers } = response;
    const refusal = { status, code: codeOf(text), retryAfter: headers.get('retry-after') };
    return errorOf(refusal, scope);
  }

  private unreached(cause: unknown, late: boolean): PostHogError {
    const message = late
      ? `PostHog did not answer within ${this.limits.deadlineMs / 1000} s.`
      : `PostHog cannot be reached at POSTHOG_HOST${reasonOf(cause)}.`;
    return new PostHogError('UNAVAILABLE', message, { trouble: 'down', cause });
  }
}
