import fc from 'fast-check';
import { entriesOf, GONE } from './walk.js';

/** Numbers: 0 stays, 1 changes, 2 goes. */
const keep = (_key: string, value: unknown): unknown =>
  value === 2 ? GONE : value === 1 ? 'changed' : value;

const simplyKept = (json: Record<string, unknown>): object =>
  Object.fromEntries(
    Object.entries(json)
      .map(([key, value]) => [key, keep(key, value)] as const)
      .filter(([, value]) => value !== GONE),
  );

describe('entriesOf', () => {
  const objects = fc
    .array(
      fc.tuple(fc.constantFrom('a', 'b', 'c', '1', '__proto__'), fc.integer({ max: 2, min: 0 })),
    )
    .map((entries) => Object.fromEntries(entries) as Record<string, unknown>);

  it('keeps entries as it is told, in their order', () => {
    fc.assert(
      fc.property(objects, (json) => {
        const before = Object.entries(json);
        const kept = entriesOf(json, keep);
        expect(Object.entries(kept)).toEqual(Object.entries(simplyKept(json)));
        expect(Object.entries(json)).toEqual(before);
        expect(kept === json).toBe(Object.values(json).every((value) => value === 0));
      }),
    );
  });
});
