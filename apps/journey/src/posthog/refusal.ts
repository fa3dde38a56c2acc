import { PostHogError } from './posthog-error.js';
import { retryAfterMs } from './retry-after.js';

/** What is read of an answer that is none; only ever compared. */
export interface Refusal {
  status: number;
  code: string | null;
  retryAfter: string | null;
}

const refused = (message: string): PostHogError =>
  new PostHogError('UPSTREAM_ERROR', message, { trouble: 'refused' });

const throttled = ({ code, retryAfter }: Refusal): PostHogError => {
  const reason =
    code === 'api_queries_budget_exceeded'
      ? 'The hourly budget of PostHog’s Query API is used up.'
      : 'PostHog answers no more queries for the moment: too many were asked.';
  const wait = retryAfterMs(retryAfter, new Date());
  return new PostHogError('UNAVAILABLE', reason, {
    trouble: 'throttled',
    ...(wait !== null && { retryAfterMs: wait }),
  });
};

/** PostHog's codes of an unknown key: they come with 401 and with 403 alike. */
const KEY_CODES = new Set([
  'authentication_failed',
  'not_authenticated',
  'invalid_personal_api_key',
]);

const KEY_MESSAGE = 'PostHog does not accept POSTHOG_SECRET_KEY.';

const failed = (refusal: Refusal): PostHogError => {
  const wait = retryAfterMs(refusal.retryAfter, new Date());
  const slow = refusal.status === 504 || refusal.status === 512;
  return new PostHogError(
    refusal.status === 500 ? 'UPSTREAM_ERROR' : 'UNAVAILABLE',
    slow ? 'PostHog took too long for the query.' : 'PostHog failed to answer.',
    { trouble: 'down', ...(wait !== null && { retryAfterMs: wait }) },
  );
};

/**
 * Why PostHog did not answer, in our words: each names the variable that is to blame, if one is.
 * @param scope what the key needs for what was asked.
 */
export const errorOf = (refusal: Refusal, scope = 'query:read'): PostHogError => {
  const { status, code } = refusal;
  if (code !== null && KEY_CODES.has(code)) return refused(KEY_MESSAGE);
  if (status === 429) return throttled(refusal);
  if (status >= 500) return failed(refusal);
  if (status >= 300 && status < 400) {
    return refused('POSTHOG_HOST redirects elsewhere: it must be the address of PostHog itself.');
  }
  switch (status) {
    case 401:
      return refused(KEY_MESSAGE);
    case 402:
      return refused('The PostHog project is over its quota.');
    case 403:
      return refused(`POSTHOG_SECRET_KEY lacks the scope ${scope}, or access to the project.`);
    case 404:
      return refused('PostHog knows no such project: POSTHOG_PROJECT_ID or POSTHOG_HOST is wrong.');
    default:
      return new PostHogError('UPSTREAM_ERROR', 'PostHog does not accept the query.', {
        trouble: 'query',
      });
  }
};
