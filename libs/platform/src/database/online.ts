/**
 * Ends an `ALTER TABLE` of a migration on a table that facts go into: it waits for no writer but for a
 * moment at its ends, and the server refuses a change that it could make only by keeping writers out.
 */
export const ONLINE = 'ALGORITHM=INPLACE, LOCK=NONE';
