import { PersonLink } from '@trailmark/contracts';

export const RECORD_SOURCES = ['capture', 'posthog'] as const;
export type RecordSource = (typeof RECORD_SOURCES)[number];

/** One event of a journey as it is written, wherever it came from. */
export interface JourneyRecord {
  /** The event's own UUID: stored once, by whichever way it comes. */
  id: string;
  source: RecordSource;
  event: string;
  distinctId: string;
  /** UTC with microseconds, `YYYY-MM-DD hh:mm:ss.ffffff`: a Date would lose them. */
  timestamp: string;
  properties: Record<string, unknown>;
  set: Record<string, unknown> | null;
  setOnce: Record<string, unknown> | null;
  link: PersonLink | null;
}
