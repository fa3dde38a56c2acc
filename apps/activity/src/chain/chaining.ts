import { ActivityEntity, UnchainedActivity } from '../activities/activity.entity.js';
import { hashOf } from './activity-hash.js';
import { monthOf } from './month.js';

/** One chain: the activities of one user in one month. */
export interface ChainKey {
  userId: string;
  month: string;
}

/** A chain's last link; with seq 0 it has none yet, and `hash` is what its first will continue. */
export interface ChainHead extends ChainKey {
  seq: number;
  hash: string;
  /** The link of an earlier month that the first one continues, if there was any. */
  anchor: { month: string; seq: number } | null;
}

export const slotOf = ({ userId, month }: ChainKey): string => `${month} ${userId}`;

const keyOf = ({ userId, timestamp }: UnchainedActivity): ChainKey => ({
  userId,
  month: monthOf(timestamp),
});

/** The chains that activities belong to, each once, in the order in which every writer locks them. */
export const chainKeys = (activities: UnchainedActivity[]): ChainKey[] => {
  const keys = new Map(activities.map(keyOf).map((key) => [slotOf(key), key]));
  return [...keys].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key);
};

/**
 * Links activities, in their order, to the heads of their chains.
 * @param heads by slot, one for each of {@link chainKeys}.
 * @returns the rows to insert, and the new heads.
 */
export const chained = (
  activities: UnchainedActivity[],
  heads: ReadonlyMap<string, ChainHead>,
): { rows: ActivityEntity[]; tips: ChainHead[] } => {
  const tips = new Map(heads);
  const rows = activities.map((activity): ActivityEntity => {
    const slot = slotOf(keyOf(activity));
    const tip = tips.get(slot);
    if (!tip) throw new Error('a chain was not locked');
    const link = { chainSeq: tip.seq + 1, previousHash: tip.hash };
    const hash = hashOf(activity, link);
    tips.set(slot, { ...tip, seq: link.chainSeq, hash });
    return { ...activity, ...link, hash };
  });
  return { rows, tips: [...tips.values()] };
};
