const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Times are milliseconds. */
export interface SyncLimits {
  /** What PostHog said so recently is not asked again. */
  freshMs: number;
  /** Which distinct ids are whose is asked again after so long. */
  resolvedMs: number;
  /** An event may reach PostHog so long after it happened and is still found. */
  overlapMs: number;
  /** How long a question waits for completeness. */
  waitMs: number;
  /** Whoever synchronises tells the other replicas that it is still at it; silent for so long, it is gone. */
  leaseMs: number;
  /** How often a replica looks whether another one is done. */
  lookMs: number;
  /** Events of one page, the most and the least. */
  pageSize: number;
  smallestPage: number;
  idsPageSize: number;
  /** More distinct ids are not one person, and no query takes them. */
  maxDistinctIds: number;
  /** Synchronisations at once in this process. */
  maxSyncs: number;
  /** How far back a request id is looked for. */
  requestMs: number;
}

export const SYNC_LIMITS: SyncLimits = {
  freshMs: MINUTE,
  resolvedMs: 5 * MINUTE,
  overlapMs: 10 * MINUTE,
  waitMs: 1500,
  leaseMs: 20 * SECOND,
  lookMs: 200,
  pageSize: 5000,
  smallestPage: 20,
  idsPageSize: 1000,
  maxDistinctIds: 10_000,
  maxSyncs: 50,
  requestMs: 90 * DAY,
};
