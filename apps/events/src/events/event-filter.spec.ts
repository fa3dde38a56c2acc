import { FindEventsDto } from '@trailmark/contracts';
import { ValidationFailedError } from '@trailmark/platform';
import { filterFrom } from './event-filter.js';

const NOW = Date.parse('2026-03-15T12:00:00.000Z');

const filterOf = (query: Partial<FindEventsDto>) => filterFrom({ page: 1, limit: 50, ...query });

const wrongFields = (query: Partial<FindEventsDto>): string[] => {
  try {
    filterOf(query);
    return [];
  } catch (error) {
    if (error instanceof ValidationFailedError) return (error.details ?? []).map((d) => d.field);
    throw error;
  }
};

describe('filterFrom', () => {
  beforeAll(() => jest.useFakeTimers({ now: NOW }));
  afterAll(() => jest.useRealTimers());

  it('asks for everything when nothing is said', () => {
    expect(filterOf({})).toEqual({
      userIds: [],
      sessionIds: [],
      eventTypes: [],
      eventCategories: [],
      eventNames: [],
      platforms: [],
      sources: [],
      properties: [],
      from: null,
      to: null,
    });
  });

  it('takes over every condition', () => {
    const filter = filterOf({
      user_id: ['ann', 'bob'],
      session_id: ['s1'],
      event_type: ['user_action'],
      event_category: ['errors', 'content'],
      event_name: ['click'],
      platform: ['web'],
      source: ['api'],
      properties: { button_id: 'save', page: ['/a', '/b'] },
      start_date: '2026-01-01T10:00:00+05:30',
      end_date: '2026-01-31',
    });
    expect(filter).toEqual({
      userIds: ['ann', 'bob'],
      sessionIds: ['s1'],
      eventTypes: ['user_action'],
      eventCategories: ['errors', 'content'],
      eventNames: ['click'],
      platforms: ['web'],
      sources: ['api'],
      properties: [
        { key: 'button_id', values: ['save'] },
        { key: 'page', values: ['/a', '/b'] },
      ],
      from: new Date('2026-01-01T04:30:00.000Z'),
      to: new Date('2026-01-31T23:59:59.999Z'),
    });
  });

  describe('the range', () => {
    it.each([
      ['2026-01-31', '2026-01-31'],
      ['2026-01-31T10:30:00Z', '2026-01-31T10:30:00Z'],
      ['2026-01-31', '2026-01-31T00:00:00Z'],
      ['2026-01-31T23:00:00Z', '2026-01-31'],
    ])('may be %s to %s', (start_date, end_date) => {
      expect(wrongFields({ start_date, end_date })).toEqual([]);
    });

    it.each([
      ['2026-02-01', '2026-01-31'],
      ['2026-01-31T10:30:00.001Z', '2026-01-31T10:30:00Z'],
      ['2026-01-31T00:30:00Z', '2026-01-31T01:00:00+05:30'],
    ])('may not be %s to %s', (start_date, end_date) => {
      expect(wrongFields({ start_date, end_date })).toEqual(['end_date']);
    });
  });

  describe('the depth of pages', () => {
    it.each([
      [1, 200],
      [2000, 50],
      [500, 200],
      [100_000, 1],
    ])('may be page %i of %i', (page, limit) => {
      expect(wrongFields({ page, limit })).toEqual([]);
    });

    it.each([
      [2001, 50],
      [501, 200],
      [100_000, 2],
    ])('may not be page %i of %i', (page, limit) => {
      expect(wrongFields({ page, limit })).toEqual(['page']);
    });
  });

  describe.each<[string, Partial<FindEventsDto>]>([
    ['properties', { properties: { button_id: 'save' } }],
    ['event_name', { event_name: ['click'] }],
  ])('a search by %s', (field, search) => {
    it.each<[string, Partial<FindEventsDto>]>([
      ['one user', { user_id: ['ann'] }],
      ['one session', { session_id: ['s1'] }],
      ['31 days', { start_date: '2026-01-01', end_date: '2026-01-31' }],
      ['the last 31 days', { start_date: '2026-02-12T12:00:00.000Z' }],
    ])('is answered within %s', (_what, bounds) => {
      expect(wrongFields({ ...search, ...bounds })).toEqual([]);
    });

    it.each<[string, Partial<FindEventsDto>]>([
      ['nothing', {}],
      ['32 days', { start_date: '2026-01-01', end_date: '2026-02-01' }],
      ['more than the last 31 days', { start_date: '2026-02-12T11:59:59.999Z' }],
      ['only an end', { end_date: '2026-01-31' }],
      ['a type', { event_type: ['user_action'], platform: ['web'] }],
    ])('is refused within %s', (_what, bounds) => {
      expect(wrongFields({ ...search, ...bounds })).toEqual([field]);
    });
  });

  it('names all that does not go together', () => {
    const query = {
      start_date: '2026-06-01',
      end_date: '2026-01-01',
      page: 100_000,
      limit: 200,
    };
    expect(wrongFields(query)).toEqual(['end_date', 'page']);
  });
});
