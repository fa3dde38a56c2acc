import { ErrorTotals, RequestTotals, SlowTotals } from '@trailmark/contracts';
import { quotient, roundOrNull } from '@trailmark/measures';
import { added, Count } from '../../store/counts.js';
import { sumOf } from '../totals.js';

const MOST_USED = 10;

/** Different kinds and endpoints that a summary names, the most frequent ones; totals are of all. */
const MAX_NAMED = 500;

const DIGITS = 2;

const average = (total: number, count: number): number | null =>
  roundOrNull(quotient(total, count), DIGITS);

/** Counts of each name, the one with most of a figure first, else by name; those without are left out. */
const ranked = (
  counts: Count[],
  nameOf: (count: Count) => string,
  figure: 'requests' | 'errors' | 'slow',
): [string, Count][] => {
  const byName = new Map<string, Count>();
  for (const count of counts) {
    const name = nameOf(count);
    const known = byName.get(name);
    if (name !== '') byName.set(name, known ? added(known, count) : count);
  }
  return [...byName]
    .filter(([, count]) => count[figure] > 0)
    .toSorted(([a, one], [b, other]) => other[figure] - one[figure] || (a < b ? -1 : 1));
};

export const requestsOf = (counts: Count[]): RequestTotals => {
  const total = sumOf(counts, 'requests');
  const successful = sumOf(counts, 'successful');
  return {
    total,
    successful,
    failed: total - successful,
    average_response_time_ms: average(sumOf(counts, 'totalMs'), sumOf(counts, 'timed')),
  };
};

/** Requests by endpoint, most used first. */
export const mostUsed = (counts: Count[]): Record<string, number> =>
  Object.fromEntries(
    ranked(counts, ({ endpoint }) => endpoint, 'requests')
      .slice(0, MOST_USED)
      .map(([endpoint, { requests }]) => [endpoint, requests]),
  );

export const errorsOf = (counts: Count[]): ErrorTotals => ({
  total: sumOf(counts, 'errors'),
  by_type: Object.fromEntries(
    ranked(counts, ({ errorType }) => errorType, 'errors')
      .slice(0, MAX_NAMED)
      .map(([type, { errors }]) => [type, errors]),
  ),
});

/** Those that do not tell their endpoint count in the total only. */
export const slowOf = (counts: Count[]): SlowTotals => ({
  total: sumOf(counts, 'slow'),
  by_endpoint: Object.fromEntries(
    ranked(counts, ({ endpoint }) => endpoint, 'slow')
      .slice(0, MAX_NAMED)
      .map(([endpoint, { slow, slowMs }]) => [
        endpoint,
        { count: slow, average_duration_ms: average(slowMs, slow) ?? 0 },
      ]),
  ),
});
