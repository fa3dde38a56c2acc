import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { EVENT_CATEGORIES, EVENT_TYPES, PLATFORMS, SOURCES } from './event.enums.js';
import { FindEventsDto } from './find-events.dto.js';

const read = (query: unknown): FindEventsDto => plainToInstance(FindEventsDto, query as object);

const wrongFields = (query: object): string[] =>
  validateSync(read(query), { whitelist: true, forbidNonWhitelisted: true }).map(
    ({ property }) => property,
  );

const onTheWire = (query: FindEventsDto): unknown => JSON.parse(JSON.stringify(query));

describe('FindEventsDto', () => {
  it('asks for the first fifty of everything when nothing is said', () => {
    expect(wrongFields({})).toEqual([]);
    expect(onTheWire(read({}))).toEqual({ page: 1, limit: 50 });
  });

  it('refuses an unknown parameter by name', () => {
    expect(wrongFields({ userid: 'ann' })).toEqual(['userid']);
  });

  describe('a filter of several values', () => {
    it.each<[string, unknown, string[]]>([
      ['one', 'ann', ['ann']],
      ['repeated', ['ann', 'bob'], ['ann', 'bob']],
      ['comma-separated', 'ann,bob', ['ann', 'bob']],
      ['repeated, commas and all', ['ann,bob', 'cy'], ['ann,bob', 'cy']],
      ['the same twice', 'ann,ann', ['ann']],
    ])('reads %s: %j', (_how, given, expected) => {
      expect(wrongFields({ user_id: given })).toEqual([]);
      expect(read({ user_id: given }).user_id).toEqual(expected);
    });

    it.each([
      ['user_id', 'user_ids', 'ann', 'bob'],
      ['event_type', 'event_types', 'user_action', 'error_event'],
      ['event_category', 'event_categories', 'errors', 'content'],
      ['platform', 'platforms', 'web', 'tablet'],
      ['source', 'sources', 'api', 'system'],
    ])('merges %s with %s', (field, plural, one, other) => {
      const query = { [field]: one, [plural]: other };
      expect(wrongFields(query)).toEqual([]);
      expect(onTheWire(read(query))).toEqual({ page: 1, limit: 50, [field]: [one, other] });
    });

    it.each([
      ['event_type', EVENT_TYPES],
      ['event_category', EVENT_CATEGORIES],
      ['platform', PLATFORMS],
      ['source', SOURCES],
    ])('%s takes its known values, in their case, and no other', (field, values) => {
      expect(wrongFields({ [field]: values.join(',') })).toEqual([]);
      expect(wrongFields({ [field]: values[0]?.toUpperCase() })).toEqual([field]);
      expect(wrongFields({ [field]: `${values[0]},nonsense` })).toEqual([field]);
    });

    it.each<[string, unknown]>([
      ['user_id', ''],
      ['user_id', 'ann,'],
      ['user_id', 'x'.repeat(129)],
      ['user_id', [1]],
      ['user_id', { name: 'ann' }],
      ['session_id', 'x'.repeat(65)],
      ['event_name', 'x'.repeat(256)],
      ['user_id', Array.from({ length: 101 }, (_, index) => `u${index}`)],
    ])('refuses %s: %j', (field, value) => {
      expect(wrongFields({ [field]: value })).toEqual([field]);
    });

    it('takes a hundred values', () => {
      const users = Array.from({ length: 100 }, (_, index) => `u${index}`);
      expect(wrongFields({ user_id: users })).toEqual([]);
    });
  });

  describe('page and limit', () => {
    it('read whole numbers from text', () => {
      const { page, limit } = read({ page: '3', limit: '200' });
      expect([page, limit]).toEqual([3, 200]);
    });

    it.each([
      ['page', '1'],
      ['page', '100000'],
      ['limit', '1'],
      ['limit', '200'],
    ])('%s may be %s', (field, value) => {
      expect(wrongFields({ [field]: value })).toEqual([]);
    });

    it.each([
      ['page', '0'],
      ['page', '-1'],
      ['page', '100001'],
      ['page', '1.5'],
      ['page', '1e3'],
      ['page', ''],
      ['page', 'two'],
      ['page', ['1', '2']],
      ['limit', '0'],
      ['limit', '201'],
      ['limit', ' 5'],
      ['limit', '0x10'],
    ])('%s may not be %j', (field, value) => {
      expect(wrongFields({ [field]: value })).toEqual([field]);
    });
  });

  describe('properties', () => {
    it.each([
      [{ button_id: 'save' }],
      [{ button_id: ['save', 'open'] }],
      [{ button_id: '' }],
      [Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`key${index}`, 'x']))],
    ])('takes %j', (properties) => {
      expect(wrongFields({ properties })).toEqual([]);
    });

    it.each<[unknown]>([
      ['button_id=save'],
      [['save']],
      [{ '': 'save' }],
      [{ button_id: 5 }],
      [{ button_id: { deep: 'x' } }],
      [{ button_id: [['save']] }],
      [{ button_id: 'x'.repeat(256) }],
      [{ ['x'.repeat(256)]: 'save' }],
      [{ button_id: Array.from({ length: 21 }, () => 'x') }],
      [Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`key${index}`, 'x']))],
    ])('refuses %j', (properties) => {
      expect(wrongFields({ properties })).toEqual(['properties']);
    });
  });

  describe('start_date and end_date', () => {
    it.each(['2026-01-31', '2026-01-31T10:30:00Z', '2026-01-31T10:30:00+05:30'])(
      'take %s',
      (date) => {
        expect(wrongFields({ start_date: date, end_date: date })).toEqual([]);
      },
    );

    it.each(['2026-02-30', '2026-01-31T10:30:00', '31.01.2026', '2026-1-31', '', '2026'])(
      'refuse %j',
      (date) => {
        expect(wrongFields({ start_date: date, end_date: date })).toEqual([
          'start_date',
          'end_date',
        ]);
      },
    );
  });

  it('takes a cursor of up to 200 characters', () => {
    expect(wrongFields({ cursor: 'x'.repeat(200) })).toEqual([]);
    expect(wrongFields({ cursor: 'x'.repeat(201) })).toEqual(['cursor']);
    expect(wrongFields({ cursor: '' })).toEqual(['cursor']);
  });

  it('reads the same again when its own output arrives as JSON', () => {
    const text = fc.stringMatching(/^[^,\s]{1,40}$/u);
    const some = <T>(values: fc.Arbitrary<T>) =>
      fc.oneof(values, fc.uniqueArray(values, { minLength: 1, maxLength: 4 }));
    const queries = fc.record(
      {
        user_id: some(text),
        user_ids: some(text),
        session_id: some(text),
        event_type: some(fc.constantFrom(...EVENT_TYPES)),
        event_name: some(text),
        platform: fc.subarray([...PLATFORMS], { minLength: 1 }).map((values) => values.join(',')),
        properties: fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), some(text), { maxKeys: 5 }),
        start_date: fc.constantFrom('2026-01-01', '2026-01-01T00:00:00+05:30'),
        page: fc.integer({ min: 1, max: 100_000 }).map(String),
        limit: fc.integer({ min: 1, max: 200 }).map(String),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(queries, (query) => {
        const first = onTheWire(read(query));
        expect(onTheWire(read(first))).toEqual(first);
        expect(wrongFields(first as object)).toEqual([]);
      }),
    );
  });
});
