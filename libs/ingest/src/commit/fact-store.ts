import { CommittedItem, DropReason, Fact } from '@trailmark/contracts';
import { Sql } from '@trailmark/platform';

/** A fact with the time the gateway took it. */
export type ReceivedFact<T> = Fact<T> & { received_at: string };

/** What a live view shows of one fact, but its id. */
export type FactDescription = Omit<CommittedItem, 'id'>;

/** What a service contributes to ingestion: its rules and its rows. */
export interface FactStore<T> {
  /** Why a fact is not to be kept, or null. Decided before its client key is taken. */
  dropReason(fact: ReceivedFact<T>): DropReason | null;
  /** Inserts facts and whatever derives from them, in the given transaction. All or none. */
  insert(sql: Sql, facts: ReceivedFact<T>[]): Promise<void>;
  /** Tells a stored fact in a few words. */
  describe(fact: ReceivedFact<T>): FactDescription;
}

export const FACT_STORE = Symbol('FACT_STORE');
