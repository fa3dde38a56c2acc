import { EventCategory, EventType } from '@trailmark/contracts';
import { EventEntity } from '../events/event.entity.js';

/** What of an event is counted. */
export type CountedEvent = Pick<
  EventEntity,
  'userId' | 'sessionId' | 'eventType' | 'eventCategory' | 'eventName' | 'properties' | 'timestamp'
>;

/** What an event brings to any of the tables, worked out once for all of them. */
export interface EventCounts {
  userId: string;
  sessionId: string;
  eventType: EventType;
  eventCategory: EventCategory;
  eventName: string;
  timestamp: Date;
  /** In UTC, `YYYY-MM-DD`. */
  day: string;
  slot: Date;
  /** Of a page view that says it; one that does not is counted by its session, day and slot only. */
  viewedPage: string | null;
  /** 1 of a page view, else 0; likewise `errors`. */
  views: number;
  errors: number;
  timeSpentMs: number;
}

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
  values: { column: string; joining: Joining; of: (event: EventCounts) => Cell }[];
  /** Cells of the row that an event counts in; null: in none. */
  keyOf(event: EventCounts): Cell[] | null;
}
