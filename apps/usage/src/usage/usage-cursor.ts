import { isDay } from '@trailmark/measures';
import { ValidationFailedError } from '@trailmark/platform';

/** The day after which the next page goes on, as an opaque token. */
export const encodeDay = (day: string): string => Buffer.from(day).toString('base64url');

/** @throws ValidationFailedError when the token is not one of ours. */
export const decodeDay = (cursor: string): string => {
  const day = Buffer.from(cursor, 'base64url').toString();
  if (!isDay(day)) {
    const message = 'cursor must be the next_cursor of an earlier page';
    throw new ValidationFailedError([{ field: 'cursor', message }]);
  }
  return day;
};
