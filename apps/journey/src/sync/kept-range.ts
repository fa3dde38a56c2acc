import { Micros } from '../posthog/micros.js';

/** The lowest id: every event of an instant has it or a higher one. */
export const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

/** What of PostHog's events is kept: `[from, to)`, and at `from` itself only the ids from `fromId` on. */
export interface KeptRange {
  from: Micros;
  fromId: string;
  to: Micros;
}

/** Distinct ids of which the same is kept. */
export interface KeptGroup {
  range: KeptRange;
  distinctIds: string[];
}

const nameOf = ({ from, fromId, to }: KeptRange): string => `${from} ${fromId} ${to}`;

/** Distinct ids that can be asked about together, in the order given. */
export const groupsOf = (kept: { distinctId: string; range: KeptRange }[]): KeptGroup[] => {
  const groups = new Map<string, KeptGroup>();
  for (const { distinctId, range } of kept) {
    const name = nameOf(range);
    const group = groups.get(name) ?? { range, distinctIds: [] };
    group.distinctIds.push(distinctId);
    groups.set(name, group);
  }
  return [...groups.values()];
};
