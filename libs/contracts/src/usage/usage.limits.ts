/** The most of anything one user can do in a day; what the columns hold is far more. */
export const MAX_COUNT = 1_000_000_000;

/** Seconds of all sessions of one day: several may run at once. */
export const MAX_SECONDS = 1_000_000_000;

export const MAX_FEATURES = 100;
export const MAX_FLOW_STEPS = 200;
export const MAX_CONVERSION_EVENTS = 100;

/** The longest span, in days, that one question about usage may cover. */
export const MAX_USAGE_DAYS = 400;
