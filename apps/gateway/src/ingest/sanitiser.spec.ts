import { loadConfig } from '@trailmark/platform';
import fc from 'fast-check';
import { GatewayConfig } from '../config.js';
import { Sanitiser } from './sanitiser.js';

const CONFIG = loadConfig(GatewayConfig, {
  NATS_URL: 'nats://localhost',
  JWT_SECRET: 'j'.repeat(32),
  IP_HASH_KEY: 'k'.repeat(32),
});

const sanitiser = new Sanitiser(CONFIG);

/** Cleans `properties`, the one field of free JSON here. */
const clean = (properties: unknown, by = sanitiser) => {
  const { value, problems, tooLarge } = by.sanitise({ properties }, ['properties']);
  return { properties: (value as { properties: unknown }).properties, problems, tooLarge };
};

const cleaned = (properties: unknown): unknown => {
  const result = clean(properties);
  expect(result.problems).toEqual([]);
  expect(result.tooLarge).toEqual([]);
  return result.properties;
};

const badPaths = (properties: unknown): string[] =>
  clean(properties).problems.map(({ field }) => field);

const nested = (levels: number, inner: unknown = 'leaf'): unknown =>
  levels === 0 ? inner : { in: nested(levels - 1, inner) };

const nestedLists = (levels: number): unknown => (levels === 0 ? 1 : [nestedLists(levels - 1)]);

const keysOf = (count: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, index]));

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
};

describe('Sanitiser', () => {
  describe('text', () => {
    it.each([
      ['a null character', 'a\u0000b', 'ab'],
      ['an escape sequence', '\u001b[31mred', '[31mred'],
      ['a delete and a C1 control', 'a\u007f\u0085\u009fb', 'ab'],
      ['a lone high surrogate', 'a\ud83d', 'a\ufffd'],
      ['a lone low surrogate', '\ude00a', '\ufffda'],
      ['surrogates in the wrong order', '\ude00\ud83d', '\ufffd\ufffd'],
    ])('loses %s', (_what, given, expected) => {
      expect(cleaned({ text: given })).toEqual({ text: expected });
      expect(cleaned({ [given]: 1 })).toEqual({ [expected]: 1 });
      expect(cleaned([given])).toEqual([expected]);
    });

    it.each([
      'tab\tline\nreturn\r',
      '😀 👩‍👩‍👧‍👦 🏳️‍🌈',
      'שלום עולם',
      'مرحبا \u200fبالعالم',
      '日本語',
      'e\u0301 ﬁ Å',
      '<script>alert("x")</script>',
      "'; DROP TABLE analytics_events; --",
      '',
    ])('keeps %j', (text) => {
      expect(cleaned({ [text]: text })).toEqual({ [text]: text });
    });

    it('is cleaned in every field and not only in free JSON', () => {
      const { value } = sanitiser.sanitise({ user_id: 'a\u0000nn', n: 1 }, []);
      expect(value).toEqual({ user_id: 'ann', n: 1 });
    });
  });

  describe('keys', () => {
    it.each(['__proto__', 'constructor', 'prototype'])('refuses %s wherever it stands', (key) => {
      const parse = (json: string) => JSON.parse(json.replace('KEY', key)) as object;
      expect(badPaths(parse('{"KEY": {"admin": true}}'))).toEqual([`properties.${key}`]);
      expect(badPaths(parse('{"a": {"KEY": 1}}'))).toEqual([`properties.a.${key}`]);
      expect(badPaths(parse('{"a": [0, {"KEY": 1}]}'))).toEqual([`properties.a.1.${key}`]);
      const atTheTop = sanitiser.sanitise(parse('{"KEY": {"admin": true}}'), ['properties']);
      expect(atTheTop.problems.map(({ field }) => field)).toEqual([key]);
    });

    it('refuses one that only control characters hide', () => {
      expect(badPaths({ '__pro\u0000to__': 1 })).toEqual(['properties.__proto__']);
    });

    it('leaves every prototype as it was', () => {
      const result = clean(JSON.parse('{"__proto__": {"admin": true}, "a": 1}'));
      expect(Object.getPrototypeOf(result.properties)).toBe(Object.prototype);
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    });

    it.each(['__proto', 'Constructor', 'proto', 'toString', 'valueOf', 'hasOwnProperty', ''])(
      'takes %j',
      (key) => {
        expect(cleaned({ [key]: 1 })).toEqual({ [key]: 1 });
      },
    );
  });

  describe('depth', () => {
    it('may be eight levels, the field itself being the first', () => {
      expect(cleaned(nested(8))).toEqual(nested(8));
      expect(cleaned(nestedLists(8))).toEqual(nestedLists(8));
    });

    it.each([
      ['objects', nested(9), 'properties.in.in.in.in.in.in.in.in'],
      ['lists', nestedLists(9), 'properties.0.0.0.0.0.0.0.0'],
      ['an empty object', nested(8, {}), 'properties.in.in.in.in.in.in.in.in'],
    ])('may not be nine, of %s', (_what, value, path) => {
      expect(badPaths(value)).toEqual([path]);
    });

    it('of a hundred thousand is refused like any other', () => {
      const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown;
      expect(badPaths(deep)).toHaveLength(1);
    });
  });

  describe('size', () => {
    it('may be two hundred keys, nested ones counted', () => {
      expect(clean(keysOf(200)).tooLarge).toEqual([]);
      expect(clean({ a: [keysOf(99)], b: keysOf(99) }).tooLarge).toEqual([]);
    });

    it.each([
      ['flat', keysOf(201)],
      ['nested', { a: [keysOf(100)], b: keysOf(99) }],
    ])('may not be 201 keys (%s)', (_how, value) => {
      expect(clean(value).tooLarge).toEqual([
        { field: 'properties', message: 'properties has more than 200 keys' },
      ]);
    });

    const textOf = (bytes: number, fill = 'x') => {
      const room = bytes - Buffer.byteLength('{"text":""}');
      return { text: fill.repeat(room / Buffer.byteLength(fill)) };
    };

    it.each([
      ['ASCII', 'x'],
      ['Cyrillic', 'ж'],
    ])('may be 32 KiB of JSON (%s), and not a byte more', (_what, fill) => {
      const max = 32 * 1024 - 1;
      const tail = { ...textOf(max, fill) };
      expect(Buffer.byteLength(JSON.stringify(tail))).toBe(max);
      expect(clean({ text: `${tail.text}x` }).tooLarge).toEqual([]);
      expect(clean({ text: `${tail.text}xx` }).tooLarge).toEqual([
        { field: 'properties', message: 'properties is larger than 32768 bytes of JSON' },
      ]);
    });

    it('is measured for each field of free JSON on its own', () => {
      const item = { a: keysOf(150), b: keysOf(150), c: keysOf(300) };
      expect(sanitiser.sanitise(item, ['a', 'b']).tooLarge).toEqual([]);
      expect(sanitiser.sanitise(item, ['a', 'c']).tooLarge.map(({ field }) => field)).toEqual([
        'c',
      ]);
    });

    it('never cuts anything off', () => {
      const large = textOf(40_000);
      expect(clean(large).properties).toEqual(large);
    });
  });

  describe('numbers', () => {
    it.each(['1e999', '-1e999'])('refuses %s, which JSON cannot hold', (text) => {
      expect(badPaths(JSON.parse(`{"a": [${text}]}`))).toEqual(['properties.a.0']);
    });

    it.each([0, -1, 0.1, 1e308, 5e-324, Number.MAX_SAFE_INTEGER])('keeps %d', (number) => {
      expect(cleaned({ number })).toEqual({ number });
    });
  });

  describe('secrets', () => {
    it.each([
      'password',
      'Password',
      'PASSWORD',
      'user_password',
      'passwd',
      'pwd',
      'secret',
      'client_secret',
      'clientSecret',
      'token',
      'accessToken',
      'refresh-token',
      'api_key',
      'apiKey',
      'X-Api-Key',
      'API KEY',
      'Authorization',
      'Proxy-Authorization',
      'cookie',
      'Set-Cookie',
      'card_number',
      'cardNumber',
      'card-number',
      'credit_card',
      'cvv',
      'cvc',
      'ssn',
      'private_key',
      'tok\u0000en',
    ])('are not kept under %j', (key) => {
      const name = key.replace('\u0000', '');
      for (const value of ['Qz7', 7, true, null, ['Qz7'], { a: 'Qz7' }]) {
        expect(cleaned({ [key]: value })).toEqual({ [name]: '[redacted]' });
      }
    });

    it('are found nested and in lists', () => {
      expect(cleaned({ a: [{ b: { password: 'Qz7', c: 1 } }] })).toEqual({
        a: [{ b: { password: '[redacted]', c: 1 } }],
      });
    });

    it.each(['password_length', 'tokens_used', 'secretary', 'cookie_banner_shown', 'button_id'])(
      'are not suspected under %s',
      (key) => {
        expect(cleaned({ [key]: 'x' })).toEqual({ [key]: 'x' });
      },
    );

    it('are looked for in free JSON only', () => {
      expect(sanitiser.sanitise({ token: 'x' }, []).value).toEqual({ token: 'x' });
    });

    it('go by the configured names', () => {
      const config = Object.assign(new GatewayConfig(), { redactedKeys: ['Fiscal-Code'] });
      const { properties } = clean({ fiscal_code: 'x', password: 'y' }, new Sanitiser(config));
      expect(properties).toEqual({ fiscal_code: '[redacted]', password: 'y' });
    });
  });

  it('changes nothing of what it was given', () => {
    const given = frozen({ list: [{ password: 'x', text: 'a\u0000' }], inner: { a: 1 } });
    const result = cleaned(given) as typeof given;
    expect(given.list[0]).toEqual({ password: 'x', text: 'a\u0000' });
    expect(result.inner).toEqual(given.inner);
  });

  it('changes harmless JSON in nothing', () => {
    const key = fc.stringMatching(/^[a-z]{1,3}$/).map((name) => `${name}_id`);
    const leaf = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n || 0),
      fc.boolean(),
      fc.constant(null),
    );
    const inner = fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(key, leaf));
    fc.assert(
      fc.property(fc.dictionary(key, inner, { maxKeys: 10 }), (properties) => {
        expect(cleaned(properties)).toEqual({ ...properties });
      }),
    );
  });

  it('has nothing left to clean in its own output', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, stringUnit: 'binary' }), (json) => {
        const once = clean(json).properties;
        expect(clean(once).properties).toEqual(once);
        expect(JSON.stringify(once)).not.toMatch(/\\u00[01]|\\ud[89a-f]/i);
      }),
    );
  });
});
