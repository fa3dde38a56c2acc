export const MAX_BODY_BYTES = 1024 * 1024;
export const MAX_BATCH_ITEMS = 1000;

/** Bounds of one free JSON value (`properties`, `details`, …). */
export const MAX_JSON_BYTES = 32 * 1024;
export const MAX_JSON_DEPTH = 8;
export const MAX_JSON_KEYS = 200;

/** Days within which a client's `event_id` sent again stores nothing. */
export const IDEMPOTENCY_DAYS = 7;

export const MAX_USER_ID = 128;
export const MAX_SESSION_ID = 64;
export const MAX_CLIENT_KEY = 128;
