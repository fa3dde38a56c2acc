import { RecordUsageDto, UsageDay, UsageOverviewAnswer } from '@trailmark/contracts';
import { localKey } from '@trailmark/testing';

const DAY_MS = 86_400_000;

/** What a user did, as the test knows it: what was submitted last, and what the events say. */
export interface Truth {
  submitted: ReadonlyMap<string, RecordUsageDto>;
  events: ReadonlyMap<string, UsageDay>;
}

/** The day so many days later. */
export const shift = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

const apart = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

/** A period of n days, begun or whole, is the last n days of the zone that it touches. */
export const daysOf = (from: number, to: number, zone: string): string[] => {
  const dayOf = localKey(zone, 'day');
  const count = Math.ceil((to - from) / DAY_MS);
  return Array.from({ length: count }, (_, n) => shift(dayOf(to - 1), n - count + 1)).filter(
    (day) => day >= dayOf(from),
  );
};

const figure = (
  { submitted, events }: Truth,
  day: string,
  name: 'session_count' | 'page_views',
): number => submitted.get(day)?.[name] ?? events.get(day)?.[name] ?? 0;

/** Names with their uses; a list that was submitted is all there is. */
export const featuresOn = ({ submitted, events }: Truth, day: string): [string, number][] => {
  const list = submitted.get(day)?.features_used ?? events.get(day)?.features_used ?? [];
  return list
    .filter(({ usage_count }) => usage_count > 0)
    .map(({ feature_name, usage_count }) => [feature_name, usage_count]);
};

const isActive = (truth: Truth, day: string): boolean =>
  truth.events.has(day) ||
  figure(truth, day, 'session_count') > 0 ||
  figure(truth, day, 'page_views') > 0 ||
  featuresOn(truth, day).length > 0;

const segment = (truth: Truth, last: string): string | null => {
  const seen = [...truth.submitted.keys(), ...truth.events.keys()]
    .filter((day) => day <= last && isActive(truth, day))
    .sort();
  const [first, latest] = [seen[0], seen.at(-1)];
  if (first === undefined || latest === undefined) return null;
  const active = new Set(seen.filter((day) => apart(day, last) < 30)).size;
  if (apart(latest, last) >= 30) return 'dormant';
  if (apart(first, last) < 7) return 'new';
  if (apart(latest, last) >= 14) return 'at_risk';
  if (active >= 15) return 'power_user';
  return active >= 5 ? 'regular' : 'casual';
};

const mean = (values: number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param everybody the truths of all users, this one's among them. */
export const recountOverview = (
  truth: Truth,
  everybody: Truth[],
  days: string[],
): UsageOverviewAnswer => {
  const uses: Record<string, number> = {};
  for (const [name, count] of days.flatMap((day) => featuresOn(truth, day))) {
    uses[name] = (uses[name] ?? 0) + count;
  }
  const product = new Set<string>();
  for (const day of days) {
    for (const one of everybody) {
      for (const [name] of featuresOn(one, day)) product.add(name);
      for (const { feature_name } of one.events.get(day)?.features_used ?? []) {
        product.add(feature_name);
      }
    }
  }
  const scores = days.flatMap((day) => truth.submitted.get(day)?.engagement_score ?? []);
  const found = segment(truth, String(days.at(-1)));
  return {
    overview: {
      daily_active_users: days.some((day) => isActive(truth, day)) ? 1 : 0,
      session_frequency: expect.closeTo(
        mean(days.map((day) => figure(truth, day, 'session_count'))),
        1.99,
      ) as number,
      feature_adoption_rate:
        product.size === 0
          ? 0
          : (expect.closeTo(Object.keys(uses).length / product.size, 3.99) as number),
      most_used_features: Object.entries(uses)
        .map(([feature_name, usage_count]) => ({ feature_name, usage_count, users: 1 }))
        .sort((a, b) => b.usage_count - a.usage_count || (a.feature_name < b.feature_name ? -1 : 1))
        .slice(0, 10),
      user_segments:
        found === null
          ? []
          : ([
              { segment: found, users: 1, percentage: 100 },
            ] as UsageOverviewAnswer['overview']['user_segments']),
    },
    submitted_engagement_score:
      scores.length === 0 ? null : (expect.closeTo(mean(scores), 1.99) as number),
  };
};
