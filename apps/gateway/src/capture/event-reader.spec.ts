import { MAX_CAPTURED_BYTES } from '@trailmark/contracts';
import { loadConfig } from '@trailmark/platform';
import { GatewayConfig } from '../config.js';
import { Sanitiser } from '../ingest/sanitiser.js';
import { Anonymiser } from '../privacy/anonymiser.js';
import { EventReader } from './event-reader.js';

const reader = (env: Record<string, string> = {}) => {
  const config = loadConfig(GatewayConfig, {
    NATS_URL: 'nats://localhost',
    JWT_SECRET: 'j'.repeat(32),
    IP_HASH_KEY: 'k'.repeat(32),
    ...env,
  });
  return new EventReader(new Sanitiser(config), new Anonymiser(config));
};

const NOW = Date.parse('2026-11-22T12:00:00.000Z');
const UUID = '019ab000-0000-7000-8000-000000000001';

const read = (value: unknown, { defaultName = null as string | null, by = reader() } = {}) =>
  by.read(
    { prefix: 'batch.3.', value },
    { arrival: { now: NOW, sentAt: null }, uuid: UUID, defaultName },
  );

const kept = (value: object, options = {}) => {
  const result = read({ event: 'clicked', distinct_id: 'ann', ...value }, options);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.event;
};

const wrong = (value: unknown) => {
  const result = read(value);
  return result.ok ? [] : result.problems.map(({ field }) => field);
};

const nested = (levels: number): unknown => (levels === 0 ? 1 : { in: nested(levels - 1) });

describe('what is kept of an event', () => {
  it('is all of it, with what it leaves out filled in', () => {
    expect(kept({})).toEqual({
      uuid: UUID,
      event: 'clicked',
      distinct_id: 'ann',
      timestamp: '2026-11-22T12:00:00.000Z',
      properties: {},
      set: null,
      set_once: null,
      link: null,
    });
  });

  it('is its own id, in small letters; what is no UUID is none', () => {
    const uuid = '0198A1B2-C3D4-7ABC-9DEF-0123456789AB';
    expect(kept({ uuid }).uuid).toBe(uuid.toLowerCase());
    expect(kept({ uuid: 'mine' }).uuid).toBe(UUID);
    expect(kept({ uuid: 7 }).uuid).toBe(UUID);
  });

  it.each<[string, object, string]>([
    ['distinct_id', { distinct_id: 'bob' }, 'bob'],
    ['$distinct_id', { distinct_id: null, $distinct_id: 'bob' }, 'bob'],
    ['its properties', { distinct_id: undefined, properties: { distinct_id: 'bob' } }, 'bob'],
    ['$distinct_id there', { distinct_id: null, properties: { $distinct_id: 'bob' } }, 'bob'],
    ['the event before its properties', { properties: { distinct_id: 'bob' } }, 'ann'],
    ['a number', { distinct_id: 42 }, '42'],
    ['nought', { distinct_id: 0 }, '0'],
    ['two hundred characters', { distinct_id: '😀'.repeat(200) }, '😀'.repeat(200)],
    ['an id with control characters', { distinct_id: 'b\u0000ob' }, 'bob'],
  ])('tells its person by %s', (_what, given, expected) => {
    expect(kept(given).distinct_id).toBe(expected);
  });

  it('has the route’s name when it has none', () => {
    const given = { event: undefined, $set: { plan: 'pro' } };
    expect(kept(given, { defaultName: '$set' })).toMatchObject({
      event: '$set',
      set: { plan: 'pro' },
    });
  });

  describe('of the person', () => {
    it.each<[string, object, object | null, object | null]>([
      ['beside the properties', { $set: { a: 1 }, $set_once: { b: 2 } }, { a: 1 }, { b: 2 }],
      [
        'in the properties',
        { properties: { $set: { a: 1 }, $set_once: { b: 2 } } },
        { a: 1 },
        { b: 2 },
      ],
      [
        'at both places',
        { $set: { a: 1 }, properties: { $set: { a: 2, c: 3 } } },
        { a: 1, c: 3 },
        null,
      ],
      ['nowhere', { $set: null, properties: { $set_once: null } }, null, null],
    ])('is what stands %s', (_where, given, set, setOnce) => {
      const event = kept(given);
      expect([event.set, event.set_once]).toEqual([set, setOnce]);
      expect(event.properties).toEqual({});
    });
  });

  describe('of another id of the same person', () => {
    it.each<[string, string, object, object | null]>([
      [
        'an identify',
        '$identify',
        { $anon_distinct_id: 'x' },
        { kind: 'identify', distinct_id: 'x' },
      ],
      [
        'an alias',
        '$create_alias',
        { distinct_id: 'ann', alias: 'x' },
        { kind: 'alias', distinct_id: 'x' },
      ],
      ['a merge', '$merge_dangerously', { alias: 7 }, { kind: 'alias', distinct_id: '7' }],
      ['an identify without one', '$identify', {}, null],
      ['an identify as the same', '$identify', { $anon_distinct_id: 'ann' }, null],
      ['an alias that is no id', '$create_alias', { alias: {} }, null],
      ['an alias that is too long', '$create_alias', { alias: 'x'.repeat(201) }, null],
      ['any other event', 'clicked', { $anon_distinct_id: 'x', alias: 'x' }, null],
    ])('is told by %s', (_what, event, properties, link) => {
      expect(kept({ event, properties }).link).toEqual(link);
    });

    it.each([
      ...['anonymous', 'Guest', 'UNDEFINED', '0', 'null', 'None', 'NaN', '[object Object]'],
      ...['distinct_id', 'distinctid', 'id', 'email', 'true', 'false', 'not_authenticated'],
      ...['"undefined"', "'null'", ' null ', '""'],
    ])('is never %j, on either side', (id) => {
      const properties = { $anon_distinct_id: id, alias: id };
      expect(kept({ event: '$identify', properties }).link).toBeNull();
      expect(kept({ event: '$merge_dangerously', properties }).link).toBeNull();
      const other = { $anon_distinct_id: 'x' };
      expect(kept({ event: '$identify', distinct_id: id, properties: other })).toMatchObject({
        distinct_id: id,
        link: null,
      });
    });

    it.each(['nan', 'NULL', 'anonymous2', '00', 'guest-1'])('may be %j', (id) => {
      expect(kept({ event: '$identify', properties: { $anon_distinct_id: id } }).link).toEqual({
        kind: 'identify',
        distinct_id: id,
      });
    });
  });

  it('is without secrets, control characters and keys that mean something to JavaScript', () => {
    const properties: unknown = JSON.parse(
      '{"token":"tm_x","user":{"password":"p","__proto__":{"admin":true}},"a\\u0000":"b\\u0007","constructor":1}',
    );
    expect(kept({ properties, $set: { api_key: 'k', email: 'a@b.c' } })).toMatchObject({
      properties: { token: '[redacted]', user: { password: '[redacted]' }, a: 'b' },
      set: { api_key: '[redacted]', email: 'a@b.c' },
    });
    expect(Object.keys(kept({ properties }).properties)).toEqual(['token', 'user', 'a']);
  });

  it('says of senders and places no more than is to be kept', () => {
    const told = {
      $raw_user_agent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/127.3',
      $geoip_latitude: 52.5,
      $geoip_city_name: 'Berlin',
      nested: [{ client_ip: '203.0.113.77' }],
    };
    const { properties, set, set_once } = kept(
      { properties: { ...told, $set_once: { $initial_geoip_longitude: 1 } }, $set: told },
      { by: reader({ IP_ANONYMISATION: 'truncate' }) },
    );
    const coarse = {
      $raw_user_agent: 'Firefox 127 on Windows 10 (desktop)',
      $geoip_city_name: 'Berlin',
      nested: [{ client_ip: '203.0.113.0' }],
    };
    expect([properties, set, set_once]).toEqual([coarse, coarse, {}]);
  });

  describe('of an address', () => {
    const address = ($ip: unknown, mode: string) =>
      kept({ properties: { $ip }, $set: { $ip } }, { by: reader({ IP_ANONYMISATION: mode }) });

    it.each([
      ['203.0.113.77', 'truncate', '203.0.113.0'],
      ['2001:db8:1:2::3', 'truncate', '2001:db8:1::'],
      ['fe80::1%eth0', 'truncate', 'fe80:0:0::'],
      ['203.0.113.77', 'keep', '203.0.113.77'],
    ])('%s is what %s leaves', ($ip, mode, expected) => {
      const { properties, set } = address($ip, mode);
      expect([properties, set]).toEqual([{ $ip: expected }, { $ip: expected }]);
    });

    it('is a hash by default', () => {
      expect(kept({ properties: { $ip: '203.0.113.77' } }).properties.$ip).toMatch(/^[\da-f]{32}$/);
    });

    it.each([
      ['203.0.113.77', 'drop'],
      ['300.1.1.1', 'keep'],
      ['localhost', 'hash'],
      [12, 'hash'],
    ])('%j is nothing by %s', ($ip, mode) => {
      expect(address($ip, mode).properties).toEqual({});
    });
  });

  it('may be large, as stack traces are', () => {
    const text = 'x'.repeat(MAX_CAPTURED_BYTES - 20);
    expect(kept({ properties: { text } }).properties).toEqual({ text });
    expect(kept({ properties: nested(19) as object }).properties).toEqual(nested(19));
  });
});

describe('an event is malformed', () => {
  const good = { event: 'clicked', distinct_id: 'ann' };

  it.each<[string, unknown, string[]]>([
    ['as null', null, ['batch.3']],
    ['as a text', 'clicked', ['batch.3']],
    ['as a list', [good], ['batch.3']],
    ['without all', {}, ['batch.3.event', 'batch.3.distinct_id']],
    ['without a name', { ...good, event: ' ' }, ['batch.3.event']],
    ['with a number for a name', { ...good, event: 1 }, ['batch.3.event']],
    ['with a name too long', { ...good, event: 'x'.repeat(256) }, ['batch.3.event']],
    ['with an empty id', { ...good, distinct_id: '' }, ['batch.3.distinct_id']],
    ['with a blank id', { ...good, distinct_id: ' \u0000' }, ['batch.3.distinct_id']],
    ['with an id too long', { ...good, distinct_id: 'x'.repeat(201) }, ['batch.3.distinct_id']],
    ['with an object for an id', { ...good, distinct_id: {} }, ['batch.3.distinct_id']],
    ['with true for an id', { ...good, distinct_id: true }, ['batch.3.distinct_id']],
    ['with no time', { ...good, timestamp: 'soon' }, ['batch.3.timestamp']],
    ['with a list of properties', { ...good, properties: [] }, ['batch.3.properties']],
    ['with a text to set', { ...good, $set: 'x' }, ['batch.3.$set']],
    ['with a list to set once', { ...good, properties: { $set_once: [] } }, ['batch.3.$set_once']],
    [
      'too large',
      { ...good, properties: { text: 'x'.repeat(MAX_CAPTURED_BYTES) } },
      ['batch.3.properties'],
    ],
    [
      'too wide',
      { ...good, $set: Object.fromEntries(Array.from({ length: 5001 }, (_, n) => [n, n])) },
      ['batch.3.$set'],
    ],
    ['too deep', { ...good, properties: nested(21) }, [`batch.3.properties${'.in'.repeat(20)}`]],
    ['too great', { ...good, properties: { n: Infinity } }, ['batch.3.properties.n']],
  ])('%s', (_what, value, fields) => {
    expect(wrong(value)).toEqual(fields);
  });
});
