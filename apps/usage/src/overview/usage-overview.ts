import { MostUsedFeature } from '@trailmark/contracts';
import { Day, mean, ratio, round, roundOrNull } from '@trailmark/measures';
import { KnownDay } from '../usage/known-days.js';
import { UsageRow } from '../usage/usage-row.js';
import { UsedFeature } from '../usage/used-features.js';

const MOST_USED = 10;

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Uses of each feature over all of the days. */
export const usesOf = (days: Iterable<UsedFeature[]>): Map<string, number> => {
  const uses = new Map<string, number>();
  for (const { feature_name: name, usage_count: count } of [...days].flat()) {
    uses.set(name, (uses.get(name) ?? 0) + count);
  }
  return uses;
};

/** By uses, equally used ones by name. */
export const mostUsed = (uses: ReadonlyMap<string, number>): MostUsedFeature[] =>
  [...uses]
    .sort(([a, x], [b, y]) => y - x || compare(a, b))
    .slice(0, MOST_USED)
    .map(([feature_name, usage_count]) => ({ feature_name, usage_count, users: 1 }));

/** How much of what anybody used the user did, 0 to 1; what the user used, somebody used. */
export const adoptionRate = (own: string[], everybodys: string[]): number =>
  ratio(own.length, new Set([...own, ...everybodys]).size) ?? 0;

/** Whether anything happened on a day. */
export const isActive = ({ values, events }: KnownDay): boolean =>
  events > 0 || values.session_count > 0 || values.page_views > 0;

/** Sessions per day of the period, to two decimals. */
export const sessionFrequency = (days: Day[], known: ReadonlyMap<Day, KnownDay>): number => {
  const sessions = days.map((day) => known.get(day)?.values.session_count ?? 0);
  return round(mean(sessions) ?? 0, 2);
};

/** The mean of the scores that submissions give, as they are kept; null when none does. */
export const submittedScore = (rows: UsageRow[]): number | null => {
  const scores = rows.map(({ submission }) => submission?.values.engagement_score ?? null);
  return roundOrNull(mean(scores.map((score) => roundOrNull(score, 2))), 2);
};
