import type { Visit } from '../traffic/visit.js';

/**
 * One kind of record that the demo sends. Another kind is another file like events.ts and a line in kinds.ts:
 * each kind reads the same visits, so what it tells agrees with the others.
 */
export interface RecordKind<T extends object = object> {
  readonly name: string;
  readonly path: string;
  /** Name of the list in the route's body; null: the route takes one record at a time. */
  readonly list: string | null;
  records(visits: Iterable<Visit>): Iterable<T>;
  /** The client's own id of it: the same on every run, so that sending it again stores nothing. */
  keyOf(record: T): string;
  /** When it happened, in milliseconds since 1970; the progress goes by it. */
  timeOf(record: T): number;
}
