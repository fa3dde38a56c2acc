/** Characters of a distinct id, as PostHog limits them. */
export const MAX_DISTINCT_ID = 200;

/** Serialised bytes of one captured event's properties; SDKs send stack traces and element chains in them. */
export const MAX_CAPTURED_BYTES = 128 * 1024;

/** What the gateway makes of one event that an SDK sent; body of a fact whose user_id is the distinct id. */
export interface CapturedEvent {
  /** The SDK's own id of it (the fact's key), or one made at the door. */
  uuid: string;
  event: string;
  distinct_id: string;
  /** ISO 8601 in UTC, the SDK's clock corrected. */
  timestamp: string;
  properties: Record<string, unknown>;
  /** Properties of the person that this event sets, and those it sets unless there already. */
  set: Record<string, unknown> | null;
  set_once: Record<string, unknown> | null;
  /** Another distinct id of the same person that this event tells of. */
  link: PersonLink | null;
}

/**
 * - `identify`: `distinct_id` was anonymous until now. It belongs to whom it was identified as first.
 * - `alias`: both are one person, whatever was known before.
 */
export interface PersonLink {
  kind: 'identify' | 'alias';
  distinct_id: string;
}
