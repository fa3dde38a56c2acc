import { ErrorTotals, RequestTotals, SlowTotals } from '@trailmark/contracts';
import { quotient, roundOrNull } from '@trailmark/measures';
import { EndpointCount } from '../../store/day-counts.js';
import { sumOf } from '../totals.js';
import { SlowCount, TypeCount } from '../totals.repository.js';

const MOST_USED = 10;

/** Different kinds and endpoints that a summary names, the most frequent ones; totals are of all. */
const MAX_NAMED = 500;

const DIGITS = 2;

const average = (total: number, count: number): number | null =>
  roundOrNull(quotient(total, count), DIGITS);

export const requestsOf = (counts: EndpointCount[]): RequestTotals => {
  const total = sumOf(counts, 'requests');
  const successful = sumOf(counts, 'successful');
  return {
    total,
    successful,
    failed: total - successful,
    average_response_time_ms: average(sumOf(counts, 'totalMs'), sumOf(counts, 'timed')),
  };
};

/** Requests by endpoint, most used first, else by name. */
export const mostUsed = (counts: EndpointCount[]): Record<string, number> =>
  Object.fromEntries(
    counts
      .filter(({ endpoint, requests }) => endpoint !== '' && requests > 0)
      .toSorted((a, b) => b.requests - a.requests || (a.endpoint < b.endpoint ? -1 : 1))
      .slice(0, MOST_USED)
      .map(({ endpoint, requests }) => [endpoint, requests]),
  );

export const errorsOf = (types: TypeCount[]): ErrorTotals => ({
  total: sumOf(types, 'count'),
  by_type: Object.fromEntries(types.slice(0, MAX_NAMED).map(({ type, count }) => [type, count])),
});

/** Those that do not tell their endpoint count in the total only. */
export const slowOf = (counts: SlowCount[]): SlowTotals => ({
  total: sumOf(counts, 'count'),
  by_endpoint: Object.fromEntries(
    counts
      .flatMap(({ endpoint, ...count }) => (endpoint === null ? [] : [{ endpoint, ...count }]))
      .slice(0, MAX_NAMED)
      .map(({ endpoint, count, totalMs }) => [
        endpoint,
        { count, average_duration_ms: average(totalMs, count) ?? 0 },
      ]),
  ),
});
