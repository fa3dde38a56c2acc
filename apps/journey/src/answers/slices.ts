import { EventColumn, EventKey, EventOf, EventRow, toStoredEvent } from './stored-event.js';

/** Rows of one statement: an event's properties may be large, which the first ones show. */
const FIRST = 250;
const LARGEST = 1000;

/** Reads some events that lie behind a place; null: from the start. */
export type SliceReader<C extends EventColumn> = (
  after: EventKey | null,
  limit: number,
) => Promise<EventRow<C>[]>;

/** At most `limit` events, slice by slice, for as long as they are wanted. */
export async function* inSlices<C extends EventColumn>(
  read: SliceReader<C>,
  limit: number,
): AsyncGenerator<EventOf<C>[]> {
  let after: EventKey | null = null;
  let left = limit;
  for (let size = FIRST; left > 0; size = Math.min(2 * size, LARGEST)) {
    const asked = Math.min(size, left);
    const rows: EventRow<C>[] = await read(after, asked);
    yield rows.map(toStoredEvent<C>);
    if (rows.length < asked) return;
    after = rows.at(-1) ?? null;
    left -= asked;
  }
}
