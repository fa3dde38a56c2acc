import { HOUR_MS } from '../time/duration.js';
import { notNegative } from '../statistics/finite.js';

/** How many things happened in a stretch of time of so many milliseconds. */
export interface CountedTime {
  readonly count: number;
  readonly length: number;
}

/** A visit spans neighbouring hours, which therefore say little about each other's chance; blocks of this length do. */
const SHORTEST_BLOCK_MS = 4 * HOUR_MS;

/**
 * Neighbouring buckets put together until each block has four hours, and half of the longest bucket's length: what the edges of
 * a period cut off is no bucket of its own. A rest that is too short goes to the last block.
 * @throws RangeError when a count or length is negative, NaN or infinite.
 */
export function blocksOf(buckets: readonly CountedTime[]): CountedTime[] {
  const longest = buckets.reduce((most, { length }) => Math.max(most, notNegative(length)), 0);
  const enough = Math.max(SHORTEST_BLOCK_MS, longest / 2);
  const blocks: CountedTime[] = [];
  let open: CountedTime = { count: 0, length: 0 };
  for (const { count, length } of buckets) {
    open = { count: open.count + notNegative(count), length: open.length + length };
    if (open.length < enough) continue;
    blocks.push(open);
    open = { count: 0, length: 0 };
  }
  if (open.length === 0) return blocks;
  const last = blocks.pop() ?? { count: 0, length: 0 };
  return [...blocks, { count: last.count + open.count, length: last.length + open.length }];
}
