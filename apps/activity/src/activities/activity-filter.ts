import { FindActivitiesDto } from '@trailmark/contracts';
import { boundsOf, listProblems, ValidationFailedError } from '@trailmark/platform';

/** A validated search within one user; an absent condition is an empty list or null. Bounds are inclusive. */
export interface ActivityFilter {
  userId: string;
  activityTypes: string[];
  activityCategories: string[];
  severities: string[];
  tags: string[];
  search: string | null;
  from: Date | null;
  to: Date | null;
}

/** @throws ValidationFailedError when the conditions do not go together. */
export const filterFrom = (query: FindActivitiesDto): ActivityFilter => {
  const problems = listProblems(query);
  if (problems.length > 0) throw new ValidationFailedError(problems);
  return {
    userId: query.user_id,
    activityTypes: query.activity_type ?? [],
    activityCategories: query.activity_category ?? [],
    severities: query.severity ?? [],
    tags: query.tags ?? [],
    search: query.search ?? null,
    ...boundsOf(query),
  };
};
