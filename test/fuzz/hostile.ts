import fc from 'fast-check';

const INJECTIONS = [
  "' OR '1'='1",
  "'; DROP TABLE analytics_events; -- ",
  '" UNION SELECT password_hash FROM accounts #',
  '\\',
  "\\\\' OR 1=1 -- ",
  '%',
  '_%_',
  '*',
  '>',
  'events.>',
  'a.b.*',
  '../../../etc/passwd',
  '..%2f..%2f',
  '<script>alert(1)</script>',
  '${jndi:ldap://127.0.0.1/a}',
  '{{7*7}}',
  '$(reboot)',
  '`id`',
  '| cat /etc/passwd',
  'a\r\nx-injected: 1',
  '\u0000',
  'a\u0000b',
  '\u202Egnp.exe',
  '\ufeff',
  '\ud800',
  '\udc00\ud800',
  'é\u0301'.repeat(50),
  '👩‍👩‍👧‍👦'.repeat(40),
  'İı',
  'NaN',
  'null',
  'undefined',
  'true',
  '-0',
  '1e999',
  '0x10',
  '9007199254740993',
  '99999999999999999999999999',
  '2026-02-30T00:00:00Z',
  '2026-13-01',
  '0000-00-00 00:00:00',
  '+275760-09-13T00:00:00.000Z',
  '-271821-04-20T00:00:00.000Z',
  '2026-01-01T00:00:00+99:99',
  'Europe/Nowhere',
  'CURRENT_TIMESTAMP',
  '__proto__',
  'constructor',
  'toString',
  ' ',
  '',
] as const;

/** Text that has broken something somewhere. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...INJECTIONS) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.nat({ max: 40_000 }).map((length) => 'x'.repeat(length)) },
);

const NUMBERS = [0, -0, -1, 0.1, 1e-320, 1e21, 1e308, 2 ** 31, 2 ** 53, -(2 ** 63)];

const deep = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { a: value };
  return value;
};

/** Objects whose keys are every object's own; as text, since a literal would set the prototype. */
const PROTOTYPES = [
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '{"prototype":1,"toString":2,"hasOwnProperty":3,"valueOf":null}',
  '{"a":{"b":{"__proto__":[]}}}',
  '{"length":1e9,"0":"x"}',
  '{"then":"function"}',
  '{"toJSON":"x"}',
];

/** Any JSON, most of it not what anybody expects. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: hostileText },
  { weight: 3, arbitrary: fc.constantFrom(...NUMBERS) },
  { weight: 3, arbitrary: fc.constantFrom(null, true, false, [], {}, [[]], [null], { '': '' }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...PROTOTYPES).map((text) => JSON.parse(text) as unknown),
  },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 1, arbitrary: fc.integer({ min: 5, max: 3000 }).map(deep) },
  { weight: 1, arbitrary: fc.nat({ max: 2000 }).map((length) => Array<number>(length).fill(1)) },
  {
    weight: 1,
    arbitrary: fc
      .nat({ max: 600 })
      .map((count) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]))),
  },
);

/** Bodies that are no JSON, or not the JSON that they say. */
export const brokenBody: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', '{', '[', '{"a":', 'nul', '"', '\u0000', '{"a":1}{"b":2}', '[1,]', "{'a':1}"),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.integer({ min: 1000, max: 20_000 }).map((depth) => '['.repeat(depth)),
  fc.integer({ min: 1000, max: 5000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
);
