import { epochMicros, FakeRow } from './fake-rows.js';
import { FakeStore } from './fake-store.js';

type Values = Record<string, unknown>;
type Row = Record<string, unknown>;
type Evaluation = (store: FakeStore, values: Values) => Row[];

const MOST_ROWS = 50_000;

const text = (values: Values, name: string): string => {
  const value = values[name];
  if (typeof value !== 'string') throw new Error(`${name} is no text`);
  return value;
};

/** PostHog reads an instant without `Z` in the project's time zone: nobody may send one. */
const instant = (values: Values, name: string): bigint => {
  const iso = text(values, name);
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(iso)) throw new Error(`${name} is ${iso}`);
  return epochMicros(iso);
};

const limited = (rows: Row[], values: Values): Row[] =>
  rows.slice(0, Math.min(Number(values.limit ?? 100), MOST_ROWS));

const compare = <T extends bigint | string>(one: T, other: T): number =>
  one < other ? -1 : Number(one > other);

const oldestFirst = (one: FakeRow, other: FakeRow): number =>
  compare(one.micros, other.micros) || compare(one.uuid, other.uuid);

const shown = (row: FakeRow): Row => ({ ...row, id: row.uuid, distinct_id: row.distinctId });

/** Rows in a range whose ends belong to it. */
const within = (store: FakeStore, values: Values): FakeRow[] => {
  const from = instant(values, 'from');
  const to = instant(values, 'to');
  return [...store.events.values()].filter(({ micros }) => micros >= from && micros <= to);
};

const ofIds = (store: FakeStore, values: Values): FakeRow[] => {
  const ids = new Set(values.distinct_ids as string[]);
  return within(store, values).filter(({ distinctId }) => ids.has(distinctId));
};

const idsOf = (store: FakeStore, persons: Set<unknown>, values: Values): Row[] => {
  const after = text(values, 'after');
  const own = [...store.owners].filter(([id, person]) => persons.has(person) && id > after);
  const rows = own.toSorted(([one], [other]) => compare(one, other));
  return limited(
    rows.map(([distinct_id, person]) => ({ distinct_id, person })),
    values,
  );
};

const personsByEmail = (store: FakeStore, email: string): Set<unknown> => {
  const hasIt = ([, { email: own }]: [string, Row]) =>
    typeof own === 'string' && own.toLowerCase() === email;
  return new Set([...store.persons].filter(hasIt).map(([person]) => person));
};

/** What each of the journey service's queries means, by its name; written apart from the queries' text. */
export const EVALUATIONS: Record<string, Evaluation> = {
  trailmark_probe: () => [{ answer: 1 }],

  trailmark_ids_by_distinct_id: (store, values) =>
    idsOf(store, new Set([store.owners.get(text(values, 'distinct_id')) ?? null]), values),

  trailmark_ids_by_email: (store, values) =>
    idsOf(store, personsByEmail(store, text(values, 'email')), values),

  trailmark_events_before: (store, values) => {
    const to = instant(values, 'to');
    const id = text(values, 'before_id');
    const rows = ofIds(store, values).filter((row) => row.micros < to || row.uuid < id);
    return limited(rows.toSorted((one, other) => oldestFirst(other, one)).map(shown), values);
  },

  trailmark_events_after: (store, values) => {
    const from = instant(values, 'from');
    const id = text(values, 'after_id');
    const rows = ofIds(store, values).filter((row) => row.micros > from || row.uuid > id);
    return limited(rows.toSorted(oldestFirst).map(shown), values);
  },

  trailmark_events_of_request: (store, values) => {
    const request = text(values, 'request_id');
    const rows = within(store, values).filter(
      ({ properties }) => properties.request_id === request,
    );
    return limited(rows.toSorted(oldestFirst).map(shown), values);
  },
};

/** What the answer's columns are called. */
export const COLUMNS: Record<string, string[]> = {
  trailmark_probe: ['answer'],
  trailmark_ids_by_distinct_id: ['distinct_id', 'person'],
  trailmark_ids_by_email: ['distinct_id', 'person'],
  trailmark_events_before: ['id', 'event', 'distinct_id', 'timestamp', 'properties'],
  trailmark_events_after: ['id', 'event', 'distinct_id', 'timestamp', 'properties'],
  trailmark_events_of_request: ['id', 'event', 'distinct_id', 'timestamp', 'properties'],
};
