import fc from 'fast-check';
import { Cell, CountedEvent, DerivedRow, DerivedTable, Joining } from './derived-table.js';
import { DAY_TABLES, FEATURE_DAYS, SESSION_TABLES } from './derived-tables.js';
import { countsOf } from './event-counts.js';
import { foldOf, keyText, unpadded } from './fold.js';

/** Texts that are easily taken for others once they stand in a row. */
const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'a',
    'a ',
    'a  ',
    ' a',
    'a\n',
    '1',
    '1,',
    '\n1,',
    '1,1,',
    '"',
    '"a\\n"',
    '\\',
  ),
  fc.string({ unit: fc.constantFrom('a', ' ', '\n', ',', '1', '0'), maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

const withoutEndSpaces = (cell: string): string => {
  let end = cell.length;
  while (cell[end - 1] === ' ') end -= 1;
  return cell.slice(0, end);
};

/** A key such that equal ones, and no others, are the same to the database. */
const comparable = (key: Cell[]): string =>
  JSON.stringify(key.map((cell) => (typeof cell === 'string' ? withoutEndSpaces(cell) : cell)));

describe('keyText', () => {
  it('is the same for keys that the database takes for one, and for no others', () => {
    const key = fc.oneof(fc.tuple(text, text, text), fc.array(text, { maxLength: 4 }));
    fc.assert(
      fc.property(key, key, (a, b) => {
        expect(keyText(a) === keyText(b)).toBe(comparable(a) === comparable(b));
        expect(keyText(a)).toBe(keyText(a.map((cell) => `${cell} `)));
      }),
      { numRuns: 5000 },
    );
  });

  it('tells instants apart', () => {
    const at = new Date('2026-01-31T10:30:00.000Z');
    expect(keyText(['ann', at])).toBe(keyText(['ann', new Date(at)]));
    expect(keyText(['ann', at])).not.toBe(keyText(['ann', new Date(at.getTime() + 1)]));
  });
});

describe('unpadded', () => {
  it('loses the spaces at the end, and nothing else', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(unpadded(one)).toBe(withoutEndSpaces(one));
      }),
    );
  });
});

const anEvent: fc.Arbitrary<CountedEvent> = fc.record({
  userId: fc.constantFrom('ann', 'ann ', 'bob'),
  sessionId: fc.constantFrom('s', 's ', 't'),
  eventType: fc.constantFrom('user_action', 'error_event'),
  eventCategory: fc.constantFrom('navigation', 'errors'),
  eventName: fc.constantFrom('page_view', 'save', 'save '),
  properties: fc.option(
    fc.record({ page: fc.constantFrom('/a', '/b?c', '', 7), duration_ms: fc.nat(99) }),
  ),
  timestamp: fc
    .integer({ min: -3, max: 200 })
    .map((n) => new Date(Date.UTC(2026, 0, 31) + n * 599_999)),
});

const JOINED: Record<Joining, (cells: Cell[]) => Cell> = {
  sum: (cells) => cells.reduce<number>((sum, cell) => sum + Number(cell), 0),
  earliest: (cells) => new Date(Math.min(...cells.map(Number))),
  latest: (cells) => new Date(Math.max(...cells.map(Number))),
};

/** The rows of a table as its declaration says, without any order. */
const simplyFolded = (table: DerivedTable, events: CountedEvent[]): DerivedRow[] => {
  const counted = events.map(countsOf).flatMap((event) => {
    const key = table.keyOf(event);
    return key ? [{ event, key, known: comparable(key) }] : [];
  });
  return counted
    .filter(({ known }, index) => counted.findIndex((one) => one.known === known) === index)
    .map(({ key, known }) => {
      const group = counted.filter((one) => one.known === known);
      const values = table.values.map(({ joining, of }) =>
        JOINED[joining](group.map(({ event }) => of(event))),
      );
      return { key, values };
    });
};

const byKey = (rows: DerivedRow[]): DerivedRow[] =>
  rows.toSorted((a, b) => (comparable(a.key) < comparable(b.key) ? -1 : 1));

describe.each(
  [...SESSION_TABLES, ...DAY_TABLES, FEATURE_DAYS].map((table) => ({ name: table.name, table })),
)('events folded into $name', ({ table }) => {
  const folded = (events: CountedEvent[]) => foldOf(table, events.map(countsOf));

  it('join as the table says', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 30 }), (events) => {
        expect(byKey(folded(events))).toEqual(byKey(simplyFolded(table, events)));
      }),
    );
  });

  it('come in one order of keys, whatever theirs was', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 30 }), (events) => {
        const keys = (rows: DerivedRow[]) => rows.map(({ key }) => comparable(key));
        expect(keys(folded(events.toReversed()))).toEqual(keys(folded(events)));
      }),
    );
  });
});
