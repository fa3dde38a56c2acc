/** What the rules of a user look at in an item, whatever its kind. */
export interface Traits {
  occurredAt: Date;
  /** The session by which a sample leaves it out; null: it is of a kind that is never sampled. */
  sampledSession: string | null;
  /** null: it is no event. */
  eventName: string | null;
  /** The page as a path; null: it names none. */
  page: string | null;
  isPerformance: boolean;
  isError: boolean;
  isUserAction: boolean;
  isUsage: boolean;
}

/** How the items of one kind are judged by the rules of their users, and changed to obey them. */
export interface Trackable<T> {
  traitsOf(item: T): Traits;
  /** The item as part of another session; a kind without sessions leaves it as it is. */
  inSession(item: T, sessionId: string): T;
  /** The item without what tells from where, and with what, somebody came. */
  withoutTraces(item: T): T;
}
