import { ValidationFailedError } from '@trailmark/platform';

/** The last link that was checked. */
export interface CheckedLink {
  month: string;
  seq: number;
}

export const encodePosition = ({ month, seq }: CheckedLink): string =>
  Buffer.from(`${month}_${seq}`).toString('base64url');

/** @throws ValidationFailedError when the token is not one of ours. */
export const decodePosition = (cursor: string): CheckedLink => {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, month, seq] = /^(\d{4}-(?:0[1-9]|1[0-2])-01)_([1-9]\d{0,9})$/.exec(text) ?? [];
  if (month === undefined || seq === undefined) {
    throw new ValidationFailedError([
      { field: 'cursor', message: 'cursor must be the next_cursor of an earlier answer' },
    ]);
  }
  return { month, seq: Number(seq) };
};
