const ONE_TOKEN = /^[\w-]+$/;

/**
 * The first token of every subject that a user of the broker gets answers on. No other user may
 * subscribe to it. Undefined, which means the client's own default, for a name that is no token.
 */
export const inboxPrefix = (user: string): string | undefined =>
  ONE_TOKEN.test(user) ? `_INBOX_${user}` : undefined;
