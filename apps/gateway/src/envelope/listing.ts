import { Page, Pagination } from '@trailmark/contracts';

/** A list as a handler returns it; the envelope puts `pagination` beside `data`. */
export class Listing<T> {
  readonly data: T[];
  readonly pagination: Pagination;

  constructor(page: Page<T>, query: { page: number; limit: number; cursor?: string }) {
    const { items, total, total_relation, next_cursor } = page;
    this.data = items;
    this.pagination = {
      page: query.page,
      per_page: query.limit,
      total,
      total_relation,
      total_pages: Math.ceil(total / query.limit),
      has_next: next_cursor !== null,
      has_previous: query.page > 1 || query.cursor !== undefined,
      next_cursor,
    };
  }
}
