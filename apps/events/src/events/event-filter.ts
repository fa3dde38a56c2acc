import { FieldError, FindEventsDto } from '@trailmark/contracts';
import { boundsOf, listProblems, ValidationFailedError } from '@trailmark/platform';

const MAX_SEARCH_DAYS = 31;
const DAY_MS = 86_400_000;

/** A validated search; an absent condition is an empty list or null. Bounds are inclusive. */
export interface EventFilter {
  userIds: string[];
  sessionIds: string[];
  eventTypes: string[];
  eventCategories: string[];
  eventNames: string[];
  platforms: string[];
  sources: string[];
  properties: { key: string; values: string[] }[];
  from: Date | null;
  to: Date | null;
}

const UNINDEXED = ['properties', 'event_name', 'platform', 'source'] as const;

/** Conditions without an index are only searched within one user, one session or a month. */
const isBounded = (filter: EventFilter): boolean => {
  const { userIds, sessionIds, from, to } = filter;
  const days = ((to ?? new Date()).getTime() - (from ?? new Date(0)).getTime()) / DAY_MS;
  return userIds.length > 0 || sessionIds.length > 0 || days <= MAX_SEARCH_DAYS;
};

const problemsOf = (query: FindEventsDto, filter: EventFilter): FieldError[] => {
  const problems = listProblems(query);
  const unindexed = UNINDEXED.find((field) => query[field] !== undefined);
  if (unindexed !== undefined && !isBounded(filter)) {
    const message = `needs user_id, session_id or at most ${MAX_SEARCH_DAYS} days of start_date to end_date`;
    problems.push({ field: unindexed, message: `${unindexed} ${message}` });
  }
  return problems;
};

/** @throws ValidationFailedError when the conditions do not go together. */
export const filterFrom = (query: FindEventsDto): EventFilter => {
  const filter: EventFilter = {
    userIds: query.user_id ?? [],
    sessionIds: query.session_id ?? [],
    eventTypes: query.event_type ?? [],
    eventCategories: query.event_category ?? [],
    eventNames: query.event_name ?? [],
    platforms: query.platform ?? [],
    sources: query.source ?? [],
    properties: Object.entries(query.properties ?? {}).map(([key, value]) => ({
      key,
      values: [value].flat(),
    })),
    ...boundsOf(query),
  };
  const problems = problemsOf(query, filter);
  if (problems.length > 0) throw new ValidationFailedError(problems);
  return filter;
};
