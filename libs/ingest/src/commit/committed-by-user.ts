import { CommittedFact, CommittedItem, Fact, MAX_COMMITTED_ITEMS } from '@trailmark/contracts';
import { FactDescription } from './fact-store.js';

/** Longest name told, in UTF-16 units: with it an announcement stays within some 30 KiB. */
export const MAX_ITEM_NAME = 255;

/**
 * Committed facts by user, for whoever listens: how many, and the newest of them; of one instant
 * the one recorded later comes first.
 */
export const committedByUser = <F extends Fact>(
  facts: F[],
  at: Date,
  describe: (fact: F) => FactDescription,
): CommittedFact[] =>
  [...groupByUser(facts)].map(([user_id, theirs]) => ({
    user_id,
    count: theirs.length,
    committed_at: at.toISOString(),
    items: theirs
      .map((fact): CommittedItem => ({ id: fact.id, ...describe(fact) }))
      .sort(byNewest)
      .slice(0, MAX_COMMITTED_ITEMS)
      .map(shortened),
  }));

const groupByUser = <F extends Fact>(facts: F[]): Map<string, F[]> => {
  const groups = new Map<string, F[]>();
  for (const fact of facts) {
    const group = groups.get(fact.user_id);
    if (group) group.push(fact);
    else groups.set(fact.user_id, [fact]);
  }
  return groups;
};

const shortened = ({ id, name, session_id, timestamp }: CommittedItem): CommittedItem => ({
  id,
  name: name.slice(0, MAX_ITEM_NAME).toWellFormed(),
  session_id,
  timestamp,
});

/** ISO 8601 in UTC and UUIDv7 both sort as text. */
const byNewest = (a: CommittedItem, b: CommittedItem): number =>
  compare(b.timestamp, a.timestamp) || compare(b.id, a.id);

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);
