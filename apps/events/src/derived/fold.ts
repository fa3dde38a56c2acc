import { Cell, DerivedRow, DerivedTable, EventCounts, Joining } from './derived-table.js';

const JOIN: Record<Joining, (a: Cell, b: Cell) => Cell> = {
  sum: (a, b) => Number(a) + Number(b),
  earliest: (a, b) => (comparable(a) < comparable(b) ? a : b),
  latest: (a, b) => (comparable(a) > comparable(b) ? a : b),
};

/** Two dates compare at ten times the cost of their numbers. */
const comparable = (cell: Cell): string | number => (cell instanceof Date ? cell.getTime() : cell);

/** Text as the database compares it: it pads with spaces. */
export const unpadded = (text: string): string =>
  text.endsWith(' ') ? text.replace(/ +$/, '') : text;

const cellText = (cell: Cell): string =>
  typeof cell === 'string' ? unpadded(cell) : String(comparable(cell));

/** A cell as a line of text, another for each other cell: what could be taken for several is quoted. */
const lineOf = (cell: Cell): string => {
  const text = cellText(cell);
  const isPlain = text !== '' && !text.startsWith('"') && !text.includes('\n');
  return isPlain ? text : JSON.stringify(text);
};

/** A key of a table as text, equal for keys that the database takes for one, and for no others. */
export const keyText = (key: Cell[]): string => key.map(lineOf).join('\n');

/** Folds events, one after the other, into rows of a derived table. */
export class Fold {
  private readonly known = new Map<string, DerivedRow>();

  constructor(readonly table: DerivedTable) {}

  add(event: EventCounts): void {
    const key = this.table.keyOf(event);
    if (!key) return;
    const text = keyText(key);
    const row = this.known.get(text);
    if (row) this.join(row.values, event);
    else this.known.set(text, { key, values: this.table.values.map(({ of }) => of(event)) });
  }

  /** Sorted by key, so that writers that touch the same rows take their locks in the same order. */
  rows(): DerivedRow[] {
    return [...this.known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }

  /** In place: most events count in a row that is there. */
  private join(values: Cell[], event: EventCounts): void {
    this.table.values.forEach(({ joining, of }, index) => {
      values[index] = JOIN[joining](values[index] as Cell, of(event));
    });
  }
}

/** The rows that events fold into. */
export const foldOf = (table: DerivedTable, events: Iterable<EventCounts>): DerivedRow[] => {
  const fold = new Fold(table);
  for (const event of events) fold.add(event);
  return fold.rows();
};
