import fc from 'fast-check';
import { jsonOf, JsonText } from './json-text.js';

const object = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }));

describe('JSON text', () => {
  it('is written as JSON.stringify writes it', () => {
    fc.assert(
      fc.property(object, (value) => {
        expect(jsonOf<object>(value).text).toBe(JSON.stringify(value));
      }),
    );
  });

  it.each([
    [{ a: undefined, b: null }],
    [{ list: [undefined, 1, [null]] }],
    [{ at: new Date(0) }],
    [{ not: Number.NaN }],
    [Object.assign(Object.create(null) as object, { bare: true })],
  ])('leaves out and replaces what JSON.stringify does: %j', (value) => {
    expect(jsonOf<object>(value).text).toBe(JSON.stringify(value));
  });

  it('goes into a larger text as it is', () => {
    const stored = '{"big": 12345678901234567890,"__proto__":{"a":1},"é\\u0000":[ ]}';
    const composed = { of: 'ann', events: [new JsonText<object>(stored)] };
    expect(jsonOf<{ of: string; events: object[] }>(composed).text).toBe(
      `{"of":"ann","events":[${stored}]}`,
    );
  });

  it('reads as what it stands for to whoever writes it otherwise', () => {
    fc.assert(
      fc.property(object, (value) => {
        const text = new JsonText<object>(JSON.stringify(value));
        expect(JSON.stringify({ within: [text] })).toBe(JSON.stringify({ within: [value] }));
      }),
    );
  });
});
