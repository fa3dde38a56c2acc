import { DATA_SERVICES, DataService } from '@trailmark/contracts';
import { ValidationFailedError } from '@trailmark/platform';

/** Rows told so far, by service and table. */
export type RowCounts = Partial<Record<DataService, Record<string, number>>>;

/** How far an export is. */
export interface ExportPlace {
  service: DataService;
  /** The service's own cursor; null: from its beginning. */
  cursor: string | null;
  /** So that the receipt of an export that was interrupted is whole, too. */
  counts: RowCounts;
}

const isCounts = (value: unknown): value is RowCounts =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).every(
    ([service, tables]) =>
      DATA_SERVICES.includes(service as DataService) &&
      typeof tables === 'object' &&
      tables !== null &&
      Object.values(tables as object).every((count) => Number.isSafeInteger(count)),
  );

const wrong = (): ValidationFailedError =>
  new ValidationFailedError([
    { field: 'cursor', message: 'cursor must be a checkpoint of an earlier export' },
  ]);

const parsed = (token: string): unknown => {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch (error) {
    if (error instanceof SyntaxError) throw wrong();
    throw error;
  }
};

/** A place as an opaque token. */
export const encodePlace = ({ service, cursor, counts }: ExportPlace): string =>
  Buffer.from(JSON.stringify([service, cursor, counts])).toString('base64url');

/** @throws ValidationFailedError when the token is not one of ours. */
export const decodePlace = (token: string): ExportPlace => {
  const value = parsed(token);
  if (!Array.isArray(value)) throw wrong();
  const [service, cursor, counts] = value as unknown[];
  const isOurs =
    DATA_SERVICES.includes(service as DataService) &&
    (cursor === null || typeof cursor === 'string') &&
    isCounts(counts);
  if (!isOurs) throw wrong();
  return { service: service as DataService, cursor, counts };
};

/** The counts with those of one more page. */
export const counting = (
  counts: RowCounts,
  service: DataService,
  rows: readonly { table: string }[],
): RowCounts => {
  const tables = { ...counts[service] };
  for (const { table } of rows) tables[table] = (tables[table] ?? 0) + 1;
  return { ...counts, [service]: tables };
};
