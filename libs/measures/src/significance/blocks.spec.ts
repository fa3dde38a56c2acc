import fc from 'fast-check';
import { blocksOf } from './blocks.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const lengths = (buckets: { length: number }[]) => buckets.map(({ length }) => length / HOUR);

describe('blocksOf', () => {
  it('leaves whole days as they are and adds what the edges cut off to a neighbour', () => {
    const days = [HOUR, DAY, DAY, 23 * HOUR, 2 * HOUR].map((length) => ({ count: 1, length }));
    expect(lengths(blocksOf(days))).toEqual([25, 24, 25]);
  });

  it('puts hours together in fours', () => {
    const hours = Array.from({ length: 25 }, () => ({ count: 2, length: HOUR }));
    const blocks = blocksOf(hours);
    expect(lengths(blocks)).toEqual([4, 4, 4, 4, 4, 5]);
    expect(blocks.at(-1)).toEqual({ count: 10, length: 5 * HOUR });
  });

  it('makes one block of less than that, and none of nothing', () => {
    expect(blocksOf([{ count: 3, length: HOUR }])).toEqual([{ count: 3, length: HOUR }]);
    expect(blocksOf([])).toEqual([]);
  });

  it('loses nothing', () => {
    const bucket = fc.record({ count: fc.nat(99), length: fc.integer({ min: 1, max: DAY }) });
    fc.assert(
      fc.property(fc.array(bucket), (buckets) => {
        for (const field of ['count', 'length'] as const) {
          const total = (of: { count: number; length: number }[]) =>
            of.reduce((sum, one) => sum + one[field], 0);
          expect(total(blocksOf(buckets))).toBe(total(buckets));
        }
      }),
    );
  });
});
