import { Cell, CountedEvent, DerivedRow, DerivedTable, Joining } from './derived-table.js';

const JOIN: Record<Joining, (a: Cell, b: Cell) => Cell> = {
  sum: (a, b) => Number(a) + Number(b),
  earliest: (a, b) => (a < b ? a : b),
  latest: (a, b) => (a > b ? a : b),
};

/** Text as the database compares it: it pads with spaces. */
export const unpadded = (text: string): string => text.replace(/ +$/, '');

/** A key as text, equal for keys that the database takes for one. */
export const keyText = (key: Cell[]): string =>
  JSON.stringify(key.map((cell) => (typeof cell === 'string' ? unpadded(cell) : cell)));

/** Folds events, one after the other, into rows of a derived table. */
export class Fold {
  private readonly known = new Map<string, DerivedRow>();

  constructor(readonly table: DerivedTable) {}

  add(event: CountedEvent): void {
    const row = this.table.rowOf(event);
    if (!row) return;
    const key = keyText(row.key);
    const known = this.known.get(key);
    this.known.set(key, known ? this.joined(known, row) : row);
  }

  /** Sorted by key, so that writers that touch the same rows take their locks in the same order. */
  rows(): DerivedRow[] {
    return [...this.known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }

  private joined(row: DerivedRow, next: DerivedRow): DerivedRow {
    const values = this.table.values.map(({ joining }, index) =>
      JOIN[joining](row.values[index] as Cell, next.values[index] as Cell),
    );
    return { key: row.key, values };
  }
}

/** The rows that events fold into. */
export const foldOf = (table: DerivedTable, events: Iterable<CountedEvent>): DerivedRow[] => {
  const fold = new Fold(table);
  for (const event of events) fold.add(event);
  return fold.rows();
};
