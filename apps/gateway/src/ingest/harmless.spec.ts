import { loadConfig } from '@trailmark/platform';
import fc from 'fast-check';
import { GatewayConfig } from '../config.js';
import { Sanitiser } from './sanitiser.js';

const sanitiser = new Sanitiser(
  loadConfig(GatewayConfig, {
    NATS_URL: 'nats://localhost',
    JWT_SECRET: 'j'.repeat(32),
    IP_HASH_KEY: 'k'.repeat(32),
  }),
);

/** Objects as JSON makes them: `__proto__` is a key like any other. */
const objectOf = (key: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>) =>
  fc
    .array(fc.tuple(key, value), { maxLength: 4 })
    .map((entries): unknown => Object.fromEntries(entries));

describe('an item that needs no cleaning', () => {
  it('is handed on as it is', () => {
    const item = {
      user_id: 'ann',
      n: 1,
      place: { city: 'Łódź' },
      properties: { a: [{ b: '😀' }] },
    };
    expect(sanitiser.sanitise(item, ['properties']).value).toBe(item);
  });

  it('is told from others as rebuilding tells them: with a field more that needs it', () => {
    const key = fc.oneof(
      fc.constantFrom(
        'a',
        'b',
        'password',
        '__proto__',
        'prototype',
        'toString',
        'a\u0000',
        '\ud83d',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    const leaf = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom('x'.repeat(60), 'ж'.repeat(40), '\t\r\n', '\u0085', '😀', '\ude00'),
      fc.constantFrom(0, 1.5, Infinity, null, true),
    );
    const { json } = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 3 },
        { weight: 2, arbitrary: leaf },
        { weight: 1, arbitrary: fc.array(tie('json'), { maxLength: 3 }) },
        { weight: 3, arbitrary: objectOf(key, tie('json')) },
      ),
    }));
    const limits = { bytes: 150, depth: 3, keys: 6, forbiddenKeys: 'refuse' } as const;
    const clean = (item: object) => sanitiser.sanitise(item, ['properties'], limits);
    fc.assert(
      fc.property(json, json, (properties, place) => {
        const { value, ...found } = clean({ properties, place });
        const { value: rebuilt, ...foundAgain } = clean({ properties, place, dirty: '\u0000' });
        expect({ ...value, dirty: '' }).toStrictEqual(rebuilt);
        expect(found).toEqual(foundAgain);
      }),
      { numRuns: 2000 },
    );
  });
});
