import { SourceState } from '../source/journey-source.js';

/** Only on an answer that may lack something. */
export interface Freshness {
  stale?: boolean;
  last_synced_at?: string | null;
}

export const freshnessOf = ({ stale, lastSyncedAt }: SourceState): Freshness =>
  stale ? { stale, last_synced_at: lastSyncedAt } : {};
