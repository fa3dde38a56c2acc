import { type CountedTime, blocksOf } from './blocks.js';
import { twoSidedT } from './student-t.js';

/** Fewer things than this in both periods together are too few to judge. */
export const MIN_COUNTED = 20;

/** With fewer blocks than this in both periods together nothing is known of how counts vary. */
export const MIN_BLOCKS = 6;

interface Total extends CountedTime {
  readonly blocks: readonly CountedTime[];
}

/**
 * How likely chance alone makes the counts of two periods differ this much; `null` when there is too little to judge:
 * fewer than {@link MIN_COUNTED} things, or fewer than {@link MIN_BLOCKS} blocks (see {@link blocksOf}).
 *
 * A quasi-Poisson score test of equal rates. What one user does comes in bursts, so its counts vary more than Poisson's: the score
 * is divided by a dispersion, which is estimated from the blocks around their own period's rate (never below 1), and judged by
 * the t distribution of as many degrees of freedom. Source: McCullagh and Nelder, Generalized Linear Models, 2nd edition, 4.5
 * (dispersion by Pearson's statistic) and 6.2 (over-dispersed counts).
 * @throws RangeError when a count or length is negative, NaN or infinite.
 */
export function compareCounts(
  current: readonly CountedTime[],
  previous: readonly CountedTime[],
): number | null {
  const totals = [totalOf(current), totalOf(previous)];
  const count = totals.reduce((sum, total) => sum + total.count, 0);
  const length = totals.reduce((sum, total) => sum + total.length, 0);
  const blocks = totals.reduce((sum, total) => sum + total.blocks.length, 0);
  if (count < MIN_COUNTED || blocks < MIN_BLOCKS || totals.some((total) => total.length === 0)) {
    return null;
  }
  const rate = count / length;
  const degrees = blocks - totals.length;
  const score = totals.reduce((sum, total) => sum + surprise(total, rate, rate), 0);
  const spread = totals.reduce((sum, total) => sum + spreadOf(total, rate), 0);
  return twoSidedT(Math.sqrt(score / Math.max(1, spread / degrees)), degrees);
}

function totalOf(buckets: readonly CountedTime[]): Total {
  const blocks = blocksOf(buckets);
  const sum = (field: 'count' | 'length') =>
    blocks.reduce((total, block) => total + block[field], 0);
  return { count: sum('count'), length: sum('length'), blocks };
}

/** Squared distance from what a rate lets expect, in units of the variance that Poisson's law gives at the common rate. */
function surprise({ count, length }: CountedTime, rate: number, commonRate: number): number {
  return (count - rate * length) ** 2 / (commonRate * length);
}

function spreadOf({ count, length, blocks }: Total, commonRate: number): number {
  return blocks.reduce((sum, block) => sum + surprise(block, count / length, commonRate), 0);
}
