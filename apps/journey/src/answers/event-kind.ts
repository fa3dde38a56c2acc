/** Which events: all, those of one name, errors, or slow requests. */
export type EventKind = 'all' | 'error' | 'slow' | { event: string };

/** What a statement adds to its WHERE, beginning with AND; '': nothing. */
export interface Condition {
  sql: string;
  values: unknown[];
}

/** The index that has a user's events of a kind in order. */
export const indexOf = (kind: EventKind): string => {
  if (kind === 'error') return 'idx_user_errors';
  return kind === 'slow' ? 'idx_user_slow' : 'idx_user';
};

/** Holds for events of the kind. */
export const ofKind = (kind: EventKind): Condition => {
  if (kind === 'all') return { sql: '', values: [] };
  if (kind === 'error') return { sql: 'AND is_error = 1', values: [] };
  if (kind === 'slow') return { sql: 'AND is_slow = 1', values: [] };
  return { sql: 'AND event = ?', values: [kind.event] };
};
