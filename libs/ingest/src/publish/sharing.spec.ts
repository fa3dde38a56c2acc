import fc from 'fast-check';
import { loadOf, mayShare } from './sharing.js';

const parcel = (facts: number, characters: number) => ({
  facts: Array.from({ length: facts }, () => 'x'.repeat(characters)),
  requestId: 'r',
});

describe('sharing a message', () => {
  it.each([
    [1, 100, true],
    [10, 1000, true],
    [11, 10, false],
    [1, 16 * 1024, true],
    [1, 16 * 1024 + 1, false],
    [10, 1700, false],
  ])('of %i facts of %i characters: %j', (facts, characters, may) => {
    expect(mayShare(parcel(facts, characters))).toBe(may);
  });

  it('takes all of what waits, in order, in loads that are bounded', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 1600 }));
    fc.assert(
      fc.property(fc.array(sizes, { maxLength: 200 }), (given) => {
        const parcels = given.map(([facts, characters]) => parcel(facts, characters));
        const waiting = [...parcels];
        const taken: typeof parcels = [];
        while (waiting.length > 0) {
          const load = loadOf(waiting);
          const facts = load.flatMap((one) => one.facts);
          expect(load.length).toBeGreaterThan(0);
          expect(facts.length).toBeLessThanOrEqual(200);
          expect(facts.join('').length).toBeLessThanOrEqual(64 * 1024);
          taken.push(...load);
        }
        expect(taken).toEqual(parcels);
      }),
    );
  });
});
