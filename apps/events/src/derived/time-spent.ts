const DAY_MS = 86_400_000;

const capped = (value: unknown, unitMs: number): number | null =>
  typeof value === 'number' && value >= 0
    ? Math.floor(Math.min(value * unitMs, DAY_MS) + 0.5)
    : null;

/**
 * Milliseconds that an event says its user spent on it, a day at most: its property `duration_ms`,
 * or else `time_spent` in seconds; 0 when it says nothing. Gaps between events are no measure: they
 * would change whenever an event came late.
 */
export const timeSpentMs = (properties: Record<string, unknown> | null): number =>
  capped(properties?.duration_ms, 1) ?? capped(properties?.time_spent, 1000) ?? 0;
