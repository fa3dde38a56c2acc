import { COUNT_LIMIT, Page } from '@trailmark/contracts';
import { decodeCursor, encodeCursor, ListPosition } from '../database/list-cursor.js';
import { ListQuery } from './list-query.js';

/** Which rows to read: one more than a page holds tells whether there is a next one. */
export interface Slice {
  limit: number;
  offset: number;
  /** Begin after this row; `offset` is then not used. */
  before: ListPosition | null;
}

/** @throws ValidationFailedError when the cursor is not one of ours. */
export const sliceOf = ({ page, limit, cursor }: ListQuery): Slice => ({
  limit: limit + 1,
  offset: (page - 1) * limit,
  before: cursor ? decodeCursor(cursor) : null,
});

/**
 * One page as a service answers it.
 * @param rows what {@link sliceOf} asked for.
 * @param counted matching rows, counted no further than COUNT_LIMIT + 1.
 */
export const pageOf = <R extends ListPosition, V>(
  rows: R[],
  counted: number,
  { limit }: ListQuery,
  toView: (row: R) => V,
): Page<V> => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(toView),
    total: Math.min(counted, COUNT_LIMIT),
    total_relation: counted > COUNT_LIMIT ? 'gte' : 'eq',
    next_cursor: rows.length > limit && last ? encodeCursor(last) : null,
  };
};
