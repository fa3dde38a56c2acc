import { HogRow } from './hog-query.js';
import { PostHogError } from './posthog-error.js';

interface Answer {
  columns: string[];
  results: unknown[][];
}

const isAnswer = (body: unknown): body is Answer => {
  const { columns, results } = (body ?? {}) as Partial<Answer>;
  return Array.isArray(columns) && Array.isArray(results) && results.every(Array.isArray);
};

const unreadable = (cause?: unknown): PostHogError =>
  new PostHogError('UPSTREAM_ERROR', 'POSTHOG_HOST answers, but not as PostHog’s Query API does.', {
    trouble: 'refused',
    cause,
  });

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(error);
  }
};

/**
 * The rows of a Query API answer.
 * @throws PostHogError when it is not one.
 */
export const rowsOf = (text: string): HogRow[] => {
  const body = parse(text);
  if (!isAnswer(body)) throw unreadable();
  return body.results.map((cells) =>
    Object.fromEntries(body.columns.map((column, index) => [column, cells[index]])),
  );
};

/** What PostHog says it has found and will delete. */
export interface PostHogDeletion {
  persons: number;
  events: number;
}

const countOf = (value: unknown): number =>
  typeof value === 'number' ? value : Number(value === true);

/**
 * What was queued for deletion; PostHog may tell events as a count or as whether there are any.
 * @throws PostHogError when it is no such answer.
 */
export const deletionOf = (text: string): PostHogDeletion => {
  const body = (parse(text) ?? {}) as Record<string, unknown>;
  if (typeof body.persons_found !== 'number') throw unreadable();
  return { persons: body.persons_found, events: countOf(body.events_queued_for_deletion) };
};

/** The `code` of an error that PostHog answered; null when it has none. */
export const codeOf = (text: string): string | null => {
  try {
    const { code } = (JSON.parse(text) ?? {}) as { code?: unknown };
    return typeof code === 'string' ? code : null;
  } catch (error) {
    // An error page of something between us and PostHog.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
};
