/** Services that keep something about users. */
export const DATA_SERVICES = [
  'identity',
  'journey',
  'events',
  'performance',
  'usage',
  'activity',
  'dashboard',
] as const;
export type DataService = (typeof DATA_SERVICES)[number];

/** What became of a person at PostHog; `refused` until somebody changes what the reason names. */
export interface PostHogErasure {
  status: 'queued' | 'refused';
  persons: number;
  events: number;
  reason: string | null;
}

/** How far one service is with an erasure. */
export interface ErasedSoFar {
  done: boolean;
  /** Rows by table, and what was removed elsewhere by its place; exact after any crash. */
  counts: Record<string, number>;
  /** null: no PostHog is configured, or it is not its turn yet. */
  posthog: PostHogErasure | null;
}

/** A row about a user: dates are ISO 8601, ids text, other bytes base64. */
export interface ExportedRow {
  table: string;
  row: Record<string, unknown>;
}

/** Some rows about a user, in a stable order. */
export interface ExportPage {
  rows: ExportedRow[];
  /** null: there is no more. */
  next_cursor: string | null;
}
