import fc from 'fast-check';
import { batchesOf } from './batches.js';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => `event-${index}`);
const keyOf = (record: string) => record;

describe('the batches', () => {
  it('are cut at their size', () => {
    const sizes = [...batchesOf(numbers(25), { size: 10, repeatShare: 0, keyOf })];
    expect(sizes.map(({ records }) => records.length)).toEqual([10, 10, 5]);
  });

  it('take only as many records as they need', () => {
    let taken = 0;
    const endless = (function* () {
      for (;;) yield String(taken++);
    })();
    batchesOf(endless, { size: 10, repeatShare: 0, keyOf }).next();
    expect(taken).toBe(10);
  });

  it('have every record, some twice but never in one batch, and none is too large', () => {
    const sizes = fc.record({
      count: fc.nat(200),
      size: fc.integer({ min: 1, max: 20 }),
      repeatShare: fc.constantFrom(0, 0.01, 0.3, 1),
    });
    fc.assert(
      fc.property(sizes, ({ count, size, repeatShare }) => {
        const batches = [...batchesOf(numbers(count), { size, repeatShare, keyOf })];
        const sent = batches.flatMap(({ records }) => records);
        expect(new Set(sent)).toEqual(new Set(numbers(count)));
        const repeated = batches.reduce((sum, batch) => sum + batch.repeated, 0);
        expect(sent.length).toBe(count + repeated);
        for (const { records } of batches) {
          expect(records.length).toBeLessThanOrEqual(size);
          expect(new Set(records).size).toBe(records.length);
        }
      }),
    );
  });
});
