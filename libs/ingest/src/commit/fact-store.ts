import { CommittedFact, DropReason, Fact } from '@trailmark/contracts';
import { Sql } from '@trailmark/platform';

/** A fact with the time the gateway took it. */
export type ReceivedFact<T> = Fact<T> & { received_at: string };

/** What a service contributes to ingestion: its rules and its rows. */
export interface FactStore<T> {
  /** Why a fact is not to be kept, or null. Decided before its client key is taken. */
  dropReason(fact: ReceivedFact<T>): DropReason | null;
  /** Inserts facts and whatever derives from them, in the given transaction. All or none. */
  insert(sql: Sql, facts: ReceivedFact<T>[]): Promise<void>;
}

export const FACT_STORE = Symbol('FACT_STORE');

/** Committed facts by user, for whoever listens. */
export const committedByUser = (facts: Fact[], at: Date): CommittedFact[] => {
  const counts = new Map<string, number>();
  for (const { user_id } of facts) counts.set(user_id, (counts.get(user_id) ?? 0) + 1);
  return [...counts].map(([user_id, count]) => ({
    user_id,
    count,
    committed_at: at.toISOString(),
  }));
};
