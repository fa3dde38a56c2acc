import { ValidationFailedError } from '@trailmark/platform';
import { RowKey } from './user-tables.repository.js';

/** The row after which the next page begins. */
export interface ExportPosition {
  table: string;
  key: RowKey;
}

const isKey = (value: unknown): value is RowKey =>
  Array.isArray(value) &&
  value.every((part) => typeof part === 'string' || typeof part === 'number');

const wrong = (): ValidationFailedError =>
  new ValidationFailedError([{ field: 'cursor', message: 'cursor must be one of an export' }]);

/** A position as an opaque token. */
export const encodePosition = ({ table, key }: ExportPosition): string =>
  Buffer.from(JSON.stringify([table, key])).toString('base64url');

const parsed = (token: string): unknown => {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch (error) {
    if (error instanceof SyntaxError) throw wrong();
    throw error;
  }
};

/** @throws ValidationFailedError when the token is not one of ours. */
export const decodePosition = (token: string): ExportPosition => {
  const value = parsed(token);
  if (!Array.isArray(value) || typeof value[0] !== 'string' || !isKey(value[1])) throw wrong();
  return { table: value[0], key: value[1] };
};
