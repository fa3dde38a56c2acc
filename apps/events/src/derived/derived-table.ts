import { EventEntity } from '../events/event.entity.js';

/** What of an event is counted. */
export type CountedEvent = Pick<
  EventEntity,
  'userId' | 'sessionId' | 'eventType' | 'eventCategory' | 'eventName' | 'properties' | 'timestamp'
>;

export type Cell = string | number | Date;

/** One row of a derived table; cells in the order of its columns. Days are text, `YYYY-MM-DD`. */
export interface DerivedRow {
  key: Cell[];
  values: Cell[];
}

/** How the values of several events become that of their one row. */
export type Joining = 'sum' | 'earliest' | 'latest';

/**
 * A table that is a fold of the events: rows of one key join, column by column. Ingestion adds what
 * new events bring, checking and rebuilding fold all of them again; this is all that they know of it.
 */
export interface DerivedTable {
  name: string;
  /** Columns of the primary key. */
  key: string[];
  values: { column: string; joining: Joining }[];
  /** What one event brings; null: nothing. */
  rowOf(event: CountedEvent): DerivedRow | null;
}
