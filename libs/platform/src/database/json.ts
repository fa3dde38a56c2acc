/**
 * A JSON column's value from raw SQL: MariaDB hands out text, MySQL the value itself.
 * SQL NULL reads as null.
 */
export const parseJson = <T>(column: unknown): T | null =>
  typeof column === 'string' ? (JSON.parse(column) as T) : ((column ?? null) as T | null);
