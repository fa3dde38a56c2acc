import { EventsOverview } from '../events/events-overview.js';
import { TimePeriod } from '../fields/period.field.js';
import { CommittedItem } from '../ingest/fact.js';

export const FACT_KINDS = ['event', 'performance', 'usage', 'activity'] as const;
export type FactKindName = (typeof FACT_KINDS)[number];

/** What a subscriber of `WS /analytics/realtime/{user_id}` receives, one JSON text a message. */
export type RealtimeMessage =
  | { type: 'ready'; user_id: string; time_period: TimePeriod }
  | {
      type: 'facts';
      kind: FactKindName;
      /** How many were committed; `items` holds the newest of them only. */
      count: number;
      committed_at: string;
      items: CommittedItem[];
    }
  | { type: 'overview'; time_period: TimePeriod; overview: EventsOverview; at: string }
  | { type: 'error'; code: 'UNAVAILABLE'; message: string };
