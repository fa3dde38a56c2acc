/**
 * One thing that happened, on its way through a stream.
 *
 * - `id` is given by the gateway (UUIDv7) before publishing;
 * - `key` is the client's own id of it, if any: one key of one user is stored once;
 * - `request_id`, if there, is the request that brought it: another than the message's;
 * - `body` is validated, sanitised and anonymised.
 */
export interface Fact<T = unknown> {
  id: string;
  request_id?: string;
  key: string | null;
  user_id: string;
  body: T;
}

/** What one stream message carries: the facts of a request, or a part of them, or those of some small requests. */
export interface FactMessage<T = unknown> {
  message_id: string;
  request_id: string;
  /** ISO 8601 in UTC. */
  received_at: string;
  facts: Fact<T>[];
}

export const DROP_REASONS = [
  'outside_retention',
  'tracking_disabled',
  'sampled_out',
  'performance_monitoring_disabled',
  'error_tracking_disabled',
  'user_tracking_disabled',
  'session_tracking_disabled',
  'custom_events_disabled',
  'event_excluded',
  'page_excluded',
  'do_not_track',
  'user_erased',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** How one fact ended in the owning service's store. */
export type FactOutcome =
  | { status: 'stored' }
  | { status: 'duplicate'; duplicate_of: string }
  | { status: 'dropped'; reason: DropReason }
  | { status: 'dead_lettered'; reason: string };

/** Sent to the waiting gateway after the commit; `outcomes` in the order of the message's facts. */
export interface CommitNotice {
  message_id: string;
  outcomes: FactOutcome[];
}

/** One stored fact, in the few words that a live view shows. */
export interface CommittedItem {
  id: string;
  /** An event's name, a measured page, a usage day, an activity's type. */
  name: string;
  session_id: string | null;
  /** When it happened, ISO 8601 in UTC. */
  timestamp: string;
}

/** Newest items that one committed fact tells. */
export const MAX_COMMITTED_ITEMS = 20;

/** Told to whoever listens, after a commit; best effort. */
export interface CommittedFact {
  user_id: string;
  count: number;
  committed_at: string;
  /** At most MAX_COMMITTED_ITEMS, newest first. */
  items: CommittedItem[];
}

/** Users that one message names at most: with the longest ids it stays within some 256 KiB. */
export const MAX_COMMITTED_USERS = 500;

/** Told to whoever listens, once for a commit or in parts; best effort. */
export interface CommittedUsers {
  /** Each once, at most MAX_COMMITTED_USERS. */
  user_ids: string[];
}

/** What could not be stored, as it lies in the dead-letter stream. */
export interface DeadLetter {
  /** Stream it came from. */
  stream: string;
  /** Subject to which replaying sends it. */
  subject: string;
  reason: string;
  deliveries: number;
  /** ISO 8601 in UTC. */
  dead_at: string;
  /** The payload as it was, normally a FactMessage as JSON text. */
  payload: string;
}
