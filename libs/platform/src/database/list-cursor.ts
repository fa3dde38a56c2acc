import { ValidationFailedError } from '../errors/domain-errors.js';
import { isUuid } from './uuid.js';

/** A place in a list that is newest first: the row after which the next page begins. */
export interface ListPosition {
  timestamp: Date;
  id: string;
}

const SEPARATOR = '_';

/** The end of the year 9999, where the database's time ends. */
const LATEST_MS = Date.UTC(10_000, 0, 1) - 1;

/** A position as an opaque token. */
export const encodeCursor = ({ timestamp, id }: ListPosition): string =>
  Buffer.from(`${timestamp.getTime()}${SEPARATOR}${id}`).toString('base64url');

/** @throws ValidationFailedError when the token is not one of ours. */
export const decodeCursor = (cursor: string): ListPosition => {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(SEPARATOR);
  if (!/^\d{1,15}$/.test(time) || Number(time) > LATEST_MS || !isUuid(id)) {
    throw new ValidationFailedError([
      { field: 'cursor', message: 'cursor must be the next_cursor of an earlier page' },
    ]);
  }
  return { timestamp: new Date(Number(time)), id };
};
