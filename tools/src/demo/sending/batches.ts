import { Random } from '../random/random.js';

/** A list for one request. */
export interface Batch<T> {
  readonly records: readonly T[];
  /** How many of them an earlier batch had, as a client sends again what it got no answer for. */
  readonly repeated: number;
}

interface BatchOptions<T> {
  readonly size: number;
  /** How many of the records are sent once more, from 0 to 1. */
  readonly repeatShare: number;
  readonly keyOf: (record: T) => string;
}

/** Cuts records into batches as they come; what is chosen to be sent again opens the next batch. */
export function* batchesOf<T>(
  records: Iterable<T>,
  { size, repeatShare, keyOf }: BatchOptions<T>,
): Generator<Batch<T>> {
  let repeats: T[] = [];
  let batch: T[] = [];
  let repeated = 0;
  const close = (): Batch<T> => {
    const closed = { records: batch, repeated };
    batch = repeats;
    repeated = repeats.length;
    repeats = [];
    return closed;
  };
  for (const record of records) {
    batch.push(record);
    const room = repeats.length < size - 1;
    if (room && Random.of('repeat', keyOf(record)).chance(repeatShare)) repeats.push(record);
    if (batch.length === size) yield close();
  }
  while (batch.length > 0) yield close();
}
