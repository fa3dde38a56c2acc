import { Cell, DerivedRow, DerivedTable } from '../derived/derived-table.js';
import { keyText } from '../derived/fold.js';

/** A derived row that is not what the events fold into. */
export interface Difference {
  table: DerivedTable;
  key: Cell[];
  /** Null: there is no such row. */
  stored: Cell[] | null;
  /** Null: there should be none. */
  counted: Cell[] | null;
}

/** What of the stored rows is wrong, missing or too much. */
export const differencesOf = (
  table: DerivedTable,
  stored: DerivedRow[],
  counted: DerivedRow[],
): Difference[] => {
  const rest = new Map(stored.map((row) => [keyText(row.key), row]));
  const wrong = counted.flatMap(({ key, values }): Difference[] => {
    const found = rest.get(keyText(key));
    rest.delete(keyText(key));
    if (found && JSON.stringify(found.values) === JSON.stringify(values)) return [];
    return [{ table, key, stored: found?.values ?? null, counted: values }];
  });
  const tooMuch = [...rest.values()].map(({ key, values }): Difference => ({
    table,
    key,
    stored: values,
    counted: null,
  }));
  return [...wrong, ...tooMuch];
};

const told = (values: Cell[] | null): string =>
  values === null ? 'no row' : values.length === 0 ? 'a row' : JSON.stringify(values);

/** One difference as a line of text. */
export const lineOf = ({ table, key, stored, counted }: Difference): string =>
  `${table.name} ${JSON.stringify(key)}: stored ${told(stored)}, counted ${told(counted)}`;
