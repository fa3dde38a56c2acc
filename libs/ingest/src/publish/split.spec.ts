import { MAX_BATCH_ITEMS, MAX_BODY_BYTES } from '@trailmark/contracts';
import fc from 'fast-check';
import { MAX_FACTS_PER_MESSAGE } from '../fact-ids.js';
import { splitByBytes } from './split.js';

const bytesOf = (text = ''): number => Buffer.byteLength(text);

const sumOf = (texts: string[]): number => texts.reduce((sum, text) => sum + bytesOf(text), 0);

const items = fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }), { maxLength: 60 });
const bounds = fc.integer({ min: 1, max: 400 });

describe('splitByBytes', () => {
  it('loses nothing and keeps the order', () => {
    fc.assert(
      fc.property(items, bounds, (given, max) => {
        expect(splitByBytes(given, max).flat()).toEqual(given);
      }),
    );
  });

  it('keeps each run of several within the bytes, and no run empty', () => {
    fc.assert(
      fc.property(items, bounds, (given, max) => {
        for (const run of splitByBytes(given, max)) {
          expect(run.length).toBeGreaterThan(0);
          if (run.length > 1) expect(sumOf(run)).toBeLessThanOrEqual(max);
        }
      }),
    );
  });

  it('begins a new run only when the next item does not fit', () => {
    fc.assert(
      fc.property(items, bounds, (given, max) => {
        const runs = splitByBytes(given, max);
        runs.slice(1).forEach((run, index) => {
          expect(sumOf(runs[index] ?? []) + bytesOf(run[0])).toBeGreaterThan(max);
        });
      }),
    );
  });

  it('makes no run of nothing', () => {
    expect(splitByBytes([])).toEqual([]);
  });

  it('gives an item that is too large a run of its own', () => {
    expect(splitByBytes(['a', 'xxxxxxxxxxxx', 'b', 'c'], 6)).toEqual([
      ['a'],
      ['xxxxxxxxxxxx'],
      ['b', 'c'],
    ]);
  });

  it('counts bytes and not characters', () => {
    expect(splitByBytes(['ab', 'cd'], 8)).toHaveLength(1);
    expect(splitByBytes(['😀😀', '😀😀'], 8)).toHaveLength(2);
  });

  it('cuts any batch a request may carry into few messages that can name all their facts', () => {
    const item = 'x'.repeat(MAX_BODY_BYTES / MAX_BATCH_ITEMS);
    const runs = splitByBytes(Array.from({ length: MAX_BATCH_ITEMS }, () => item));
    expect(runs.length).toBeLessThanOrEqual(5);
    for (const run of runs) expect(run.length).toBeLessThanOrEqual(MAX_FACTS_PER_MESSAGE);
  });
});
