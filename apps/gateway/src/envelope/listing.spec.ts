import { Page } from '@trailmark/contracts';
import { Listing } from './listing.js';

const pageOf = (total: number, next_cursor: string | null): Page<string> => ({
  items: ['a', 'b'],
  total,
  total_relation: 'eq',
  next_cursor,
});

describe('Listing', () => {
  it('has the items and the guide’s pagination', () => {
    const listing = new Listing(pageOf(1000, 'next'), { page: 1, limit: 50 });
    expect(listing.data).toEqual(['a', 'b']);
    expect(listing.pagination).toEqual({
      page: 1,
      per_page: 50,
      total: 1000,
      total_relation: 'eq',
      total_pages: 20,
      has_next: true,
      has_previous: false,
      next_cursor: 'next',
    });
  });

  it.each([
    [0, 50, 0],
    [1, 50, 1],
    [50, 50, 1],
    [51, 50, 2],
    [200, 1, 200],
  ])('of %i items by %i has %i pages', (total, limit, pages) => {
    expect(new Listing(pageOf(total, null), { page: 1, limit }).pagination.total_pages).toBe(pages);
  });

  it.each([
    ['the first page of more', 1, undefined, 'next', true, false],
    ['the only page', 1, undefined, null, false, false],
    ['a page in the middle', 2, undefined, 'next', true, true],
    ['the last page', 3, undefined, null, false, true],
    ['a page reached by cursor', 1, 'here', 'next', true, true],
    ['the last page reached by cursor', 1, 'here', null, false, true],
  ])('%s', (_what, page, cursor, next, has_next, has_previous) => {
    const query = cursor === undefined ? { page, limit: 50 } : { page, limit: 50, cursor };
    const { pagination } = new Listing(pageOf(120, next), query);
    expect(pagination).toMatchObject({ has_next, has_previous, next_cursor: next });
  });

  it('says when the total is only a lower bound', () => {
    const page: Page<string> = { ...pageOf(100_000, 'next'), total_relation: 'gte' };
    expect(new Listing(page, { page: 1, limit: 50 }).pagination.total_relation).toBe('gte');
  });
});
