import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, ValidationError } from 'class-validator';
import fc from 'fast-check';
import { EVENT_CATEGORIES, EVENT_TYPES, PLATFORMS, SOURCES } from './event.enums.js';
import { RecordEventDto } from './record-event.dto.js';

/** The example body of `POST /analytics/events` in the public API guide. */
const GUIDE_BODY = {
  user_id: 'string',
  session_id: 'string',
  event_type: 'user_action',
  event_name: 'button_click',
  event_category: 'interaction',
  properties: { button_id: 'create_project', page: '/dashboard' },
  source: 'web_app',
  platform: 'web',
  user_agent: 'Mozilla/5.0...',
  ip_address: '192.168.1.1',
  location: {
    country: 'US',
    region: 'CA',
    city: 'San Francisco',
    timezone: 'America/Los_Angeles',
  },
};

const pathsOf = (errors: ValidationError[], prefix = ''): string[] =>
  errors.flatMap(({ property, constraints, children }) => [
    ...(constraints ? [`${prefix}${property}`] : []),
    ...pathsOf(children ?? [], `${prefix}${property}.`),
  ]);

const wrongFields = (body: object): string[] =>
  pathsOf(
    validateSync(plainToInstance(RecordEventDto, body), {
      whitelist: true,
      forbidNonWhitelisted: true,
    }),
  );

const wrongFieldsWith = (changes: object): string[] => wrongFields({ ...GUIDE_BODY, ...changes });

const without = (field: string): object =>
  Object.fromEntries(Object.entries(GUIDE_BODY).filter(([name]) => name !== field));

describe('RecordEventDto', () => {
  it("takes the guide's example as it stands", () => {
    expect(wrongFields(GUIDE_BODY)).toEqual([]);
  });

  it('keeps every value of the example', () => {
    expect(JSON.parse(JSON.stringify(plainToInstance(RecordEventDto, GUIDE_BODY)))).toEqual(
      GUIDE_BODY,
    );
  });

  it('names every wrong field at once', () => {
    const wrong = { user_id: 1, event_type: 'click', location: { city: 7 }, colour: 'red' };
    expect(wrongFieldsWith(wrong).sort()).toEqual([
      'colour',
      'event_type',
      'location.city',
      'user_id',
    ]);
  });

  describe('presence', () => {
    it.each([
      'user_id',
      'session_id',
      'event_type',
      'event_name',
      'event_category',
      'source',
      'platform',
    ])('requires %s', (field) => {
      expect(wrongFields(without(field))).toEqual([field]);
      expect(wrongFieldsWith({ [field]: null })).toEqual([field]);
    });

    it.each(['event_id', 'properties', 'timestamp', 'user_agent', 'ip_address', 'location'])(
      'takes %s absent or null',
      (field) => {
        expect(wrongFields(without(field))).toEqual([]);
        expect(wrongFieldsWith({ [field]: null })).toEqual([]);
      },
    );

    it('refuses an unknown field, at the top and within location', () => {
      expect(wrongFieldsWith({ id: 'mine' })).toEqual(['id']);
      expect(wrongFieldsWith({ location: { planet: 'Mars' } })).toEqual(['location.planet']);
    });
  });

  describe('wrong types', () => {
    it.each([
      ['event_id', 12],
      ['user_id', 12],
      ['user_id', ['user_1']],
      ['session_id', { id: 's' }],
      ['event_name', true],
      ['event_type', ['user_action']],
      ['properties', 'text'],
      ['properties', [1]],
      ['properties', 5],
      ['timestamp', 1_758_191_400_000],
      ['user_agent', {}],
      ['ip_address', 'localhost'],
      ['ip_address', '256.1.1.1'],
      ['ip_address', '10.0.0.0/8'],
      ['location', 'US'],
    ])('%s: %j is refused by name', (field, value) => {
      expect(wrongFieldsWith({ [field]: value })).toEqual([field]);
    });

    it.each(['192.168.1.1', '2001:db8::1', '::ffff:192.0.2.1'])('takes the address %s', (ip) => {
      expect(wrongFieldsWith({ ip_address: ip })).toEqual([]);
    });
  });

  describe('lengths, counted in code points', () => {
    const bounds: [string, number][] = [
      ['event_id', 128],
      ['user_id', 128],
      ['session_id', 64],
      ['event_name', 255],
      ['user_agent', 2048],
    ];
    const fills: [string, string][] = [
      ['letters', 'a'],
      ['emoji', '😀'],
      ['combining marks', '\u0301'],
      ['right-to-left letters', 'ش'],
    ];
    const cases = bounds.flatMap(([field, max]) =>
      fills.map(([kind, fill]): [string, number, string, string] => [field, max, kind, fill]),
    );

    it.each(cases)('%s holds %i characters and no more (%s)', (field, max, _kind, fill) => {
      expect(wrongFieldsWith({ [field]: fill.repeat(max) })).toEqual([]);
      expect(wrongFieldsWith({ [field]: fill.repeat(max + 1) })).toEqual([field]);
    });

    it.each(['country', 'region', 'city', 'timezone'])('location.%s holds 128', (part) => {
      expect(wrongFieldsWith({ location: { [part]: 'x'.repeat(128) } })).toEqual([]);
      expect(wrongFieldsWith({ location: { [part]: 'x'.repeat(129) } })).toEqual([
        `location.${part}`,
      ]);
    });

    it.each(['event_id', 'user_id', 'session_id', 'event_name'])('%s is never empty', (field) => {
      expect(wrongFieldsWith({ [field]: '' })).toEqual([field]);
    });
  });

  describe('white space in identifiers', () => {
    const spaces = [' ', '\t', '\n', '\u00a0', '\u2003', '\u3000', '\ufeff'];

    it.each(['event_id', 'user_id', 'session_id', 'event_name'])(
      '%s has none at its ends and any within',
      (field) => {
        for (const space of spaces) {
          expect(wrongFieldsWith({ [field]: `${space}ann` })).toEqual([field]);
          expect(wrongFieldsWith({ [field]: `ann${space}` })).toEqual([field]);
          expect(wrongFieldsWith({ [field]: space })).toEqual([field]);
          expect(wrongFieldsWith({ [field]: `ann${space}lee` })).toEqual([]);
        }
      },
    );

    it('may be one character long', () => {
      expect(wrongFieldsWith({ user_id: 'a', session_id: '😀' })).toEqual([]);
    });
  });

  describe('enumerations', () => {
    const guide: [string, readonly string[], string[]][] = [
      [
        'event_type',
        EVENT_TYPES,
        'user_action system_event performance_event error_event business_event engagement_event'.split(
          ' ',
        ),
      ],
      [
        'event_category',
        EVENT_CATEGORIES,
        'navigation interaction content marketplace projects assets authentication settings performance errors'.split(
          ' ',
        ),
      ],
      ['source', SOURCES, 'web_app mobile_app desktop_app api webhook system'.split(' ')],
      ['platform', PLATFORMS, 'web mobile desktop tablet unknown'.split(' ')],
    ];

    it.each(guide)('%s has exactly the values of the guide', (_field, values, expected) => {
      expect(values).toEqual(expected);
    });

    it.each(guide)('%s takes each value, in this case only', (field, values) => {
      for (const value of values) {
        expect(wrongFieldsWith({ [field]: value })).toEqual([]);
        expect(wrongFieldsWith({ [field]: value.toUpperCase() })).toEqual([field]);
        expect(wrongFieldsWith({ [field]: ` ${value}` })).toEqual([field]);
      }
      expect(wrongFieldsWith({ [field]: '' })).toEqual([field]);
    });
  });

  describe('timestamp', () => {
    const now = Date.parse('2026-03-15T12:00:00.000Z');
    const after = (ms: number): string => new Date(now + ms).toISOString();

    beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(now));
    afterEach(() => jest.restoreAllMocks());

    it.each([
      '2025-09-18T10:30:00Z',
      '2025-09-18T10:30:00.123Z',
      '2025-09-18T16:00:00+05:30',
      '2024-02-29T00:00:00Z',
      '2025-12-31T23:59:59-11:00',
      // within the hour that a change to summer time skips, and the one that is repeated later
      '2025-03-30T02:30:00+01:00',
      '2025-10-26T02:30:00+01:00',
      '2025-10-26T02:30:00+02:00',
    ])('takes %s', (timestamp) => {
      expect(wrongFieldsWith({ timestamp })).toEqual([]);
    });

    it.each([
      ['no offset', '2025-09-18T10:30:00'],
      ['only a date', '2025-09-18'],
      ['a day that does not exist', '2025-02-30T10:30:00Z'],
      ['a leap day in a common year', '2025-02-29T10:30:00Z'],
      ['a month that does not exist', '2025-13-01T10:30:00Z'],
      ['an hour that does not exist', '2025-09-18T25:30:00Z'],
      ['a space between date and time', '2025-09-18 10:30:00Z'],
      ['not a date at all', 'yesterday'],
      ['the local notation', 'Thu Sep 18 2025 10:30:00 GMT+0000'],
      ['empty', ''],
    ])('refuses one with %s: %s', (_why, timestamp) => {
      expect(wrongFieldsWith({ timestamp })).toEqual(['timestamp']);
    });

    it('may be 24 hours ahead and not a millisecond more', () => {
      const day = 24 * 60 * 60 * 1000;
      expect(wrongFieldsWith({ timestamp: after(day) })).toEqual([]);
      expect(wrongFieldsWith({ timestamp: after(day + 1) })).toEqual(['timestamp']);
    });

    it('is judged by its instant and not by its digits', () => {
      expect(wrongFieldsWith({ timestamp: '2026-03-17T01:00:00+14:00' })).toEqual([]);
      expect(wrongFieldsWith({ timestamp: '2026-03-16T11:00:00-02:00' })).toEqual(['timestamp']);
    });

    it('takes every past instant as JSON writes it', () => {
      const past = fc.date({
        min: new Date('1000-01-01T00:00:00Z'),
        max: new Date(now),
        noInvalidDate: true,
      });
      fc.assert(
        fc.property(past, (date) => {
          expect(wrongFieldsWith({ timestamp: date.toISOString() })).toEqual([]);
        }),
      );
    });
  });
});
