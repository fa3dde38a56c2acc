import { COUNT_LIMIT, endOf, FieldError, startOf } from '@trailmark/contracts';

/** What every list takes besides its filters. */
export interface ListQuery {
  page: number;
  limit: number;
  cursor?: string;
  start_date?: string | null;
  end_date?: string | null;
}

/** Inclusive bounds of a list; null: unbounded. */
export interface ListBounds {
  from: Date | null;
  to: Date | null;
}

export const boundsOf = ({ start_date, end_date }: ListQuery): ListBounds => ({
  from: start_date ? startOf(start_date) : null,
  to: end_date ? endOf(end_date) : null,
});

/** What is wrong with a list's range and page, by field; empty when they can be answered. */
export const listProblems = (query: ListQuery): FieldError[] => {
  const { from, to } = boundsOf(query);
  const problems: FieldError[] = [];
  if (from && to && from > to) {
    problems.push({ field: 'end_date', message: 'end_date must not be before start_date' });
  }
  if (query.page * query.limit > COUNT_LIMIT && query.page > 1) {
    problems.push({ field: 'page', message: `page × limit ends at ${COUNT_LIMIT}: use cursor` });
  }
  return problems;
};
