import {
  ACTIVITY_CATEGORIES,
  ACTIVITY_TYPES,
  ActivitySummary,
  SEVERITIES,
  TagCount,
} from '@trailmark/contracts';
import { percentage, ratio } from '@trailmark/measures';
import { KindCount } from './day-counts.js';
import { healthOf } from './system-health.js';

const MAX_TAGS = 10;

const sumOf = (counts: KindCount[], field: 'activities' | 'withResult' | 'successes'): number =>
  counts.reduce((sum, count) => sum + count[field], 0);

/** Each value that occurs with its count and share, most frequent first, else in the order of `values`. */
const sharesOf = <V extends string>(
  counts: KindCount[],
  values: readonly V[],
  valueOf: (count: KindCount) => V,
): { value: V; count: number; percentage: number }[] => {
  const total = sumOf(counts, 'activities');
  return values
    .map((value) => ({
      value,
      count: sumOf(
        counts.filter((one) => valueOf(one) === value),
        'activities',
      ),
    }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .map((share) => ({ ...share, percentage: percentage(share.count, total) ?? 0 }));
};

const isSecurity = ({ activityType, activityCategory }: KindCount): boolean =>
  activityCategory === 'security' ||
  activityType === 'authentication' ||
  activityType === 'authorization';

type Types = Pick<ActivitySummary, 'total_activities' | 'activity_breakdown'>;

/** How many there are, and how many of each type. */
export const typesOf = (counts: KindCount[]): Types => ({
  total_activities: sumOf(counts, 'activities'),
  activity_breakdown: sharesOf(counts, ACTIVITY_TYPES, (one) => one.activityType).map(
    ({ value, ...share }) => ({ type: value, ...share }),
  ),
});

type Breakdown = Pick<
  ActivitySummary,
  | keyof Types
  | 'category_breakdown'
  | 'severity_breakdown'
  | 'success_rate'
  | 'security_events'
  | 'system_health'
>;

/** Every figure of a summary that follows from how many activities of each kind there are. */
export const breakdownOf = (counts: KindCount[]): Breakdown => {
  const types = typesOf(counts);
  const severities = sharesOf(counts, SEVERITIES, ({ severity }) => severity);
  const countOf = (wanted: string) => severities.find(({ value }) => value === wanted)?.count ?? 0;
  return {
    ...types,
    category_breakdown: sharesOf(counts, ACTIVITY_CATEGORIES, (one) => one.activityCategory).map(
      ({ value, ...share }) => ({ category: value, ...share }),
    ),
    severity_breakdown: severities.map(({ value, ...share }) => ({ severity: value, ...share })),
    success_rate: ratio(sumOf(counts, 'successes'), sumOf(counts, 'withResult')),
    security_events: sumOf(counts.filter(isSecurity), 'activities'),
    system_health: healthOf({
      total: types.total_activities,
      critical: countOf('critical'),
      errors: countOf('error'),
      warnings: countOf('warning'),
    }),
  };
};

/** The most frequent tags; equally frequent ones by name. */
export const topTags = (counts: ReadonlyMap<string, number>): TagCount[] =>
  [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .toSorted((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1))
    .slice(0, MAX_TAGS);
