import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

const json = fc
  .jsonValue({ maxDepth: 4 })
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);

/** The same value with the keys of every object in the opposite order. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, member]) => [key, reversed(member)]));
};

describe('canonicalJson', () => {
  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(json, (value) => expect(JSON.parse(canonicalJson(value))).toEqual(value)),
    );
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(json, (value) =>
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value)),
      ),
    );
  });

  it('is what RFC 8785 gives', () => {
    const value = {
      '\u20ac': 'Euro',
      '\r': 1,
      '1': [1e30, 4.5, 2e-3, -0],
      b: null,
      a: { z: true },
    };
    expect(canonicalJson(value)).toBe(
      '{"\\r":1,"1":[1e+30,4.5,0.002,0],"a":{"z":true},"b":null,"€":"Euro"}',
    );
  });
});
