import { setTimeout as sleep } from 'node:timers/promises';
import { KV, KvEntry, NatsError } from '@trailmark/platform';

const CHECK_MS = 1000;
const NOT_FOUND = 404;

export interface BucketReader {
  /** A value, or that one was removed: first what the bucket holds, then each change. */
  entry(entry: KvEntry): void;
  /** All that the bucket held has been read; `made` tells this bucket from another of its name. */
  loaded(made: string): void;
}

interface BucketState {
  made: string;
  lastRevision: number;
}

const stateOf = async (bucket: KV): Promise<BucketState> => {
  const { created, state } = (await bucket.status()).streamInfo;
  return { made: String(created), lastRevision: state.last_seq };
};

/**
 * Reads a bucket from its beginning and then follows its changes, until `stopping` says so or until
 * changes no longer come through: the server lost the watch, or the bucket was made anew. Then it
 * returns, for the caller to begin again.
 */
export const watchBucket = async (
  bucket: KV,
  reader: BucketReader,
  stopping: AbortSignal,
): Promise<void> => {
  const atFirst = await stateOf(bucket);
  const seen = { revision: 0 };
  const ended = new AbortController();
  const watch = await bucket.watch({
    initializedFn: () => {
      // The newest revisions of a bucket may have been purged from it.
      seen.revision = Math.max(seen.revision, atFirst.lastRevision);
      reader.loaded(atFirst.made);
    },
  });
  const stop = (): void => watch.stop();
  AbortSignal.any([stopping, ended.signal]).addEventListener('abort', stop);
  if (stopping.aborted) stop();
  const oversight = untilLost(bucket, atFirst.made, seen, ended.signal).then(stop, stop);
  try {
    for await (const entry of watch) {
      seen.revision = entry.revision;
      reader.entry(entry);
    }
  } finally {
    ended.abort();
    await oversight;
  }
};

/** Resolves when the bucket is another one, or has had changes for a while that were not seen. */
const untilLost = async (
  bucket: KV,
  made: string,
  seen: { revision: number },
  ended: AbortSignal,
): Promise<void> => {
  let before = { revision: 0, lastRevision: 0 };
  for (;;) {
    await sleep(CHECK_MS, undefined, { signal: ended });
    const state = await askState(bucket);
    if (state === 'unknown') continue;
    if (state === 'gone' || state.made !== made) return;
    const stuck = seen.revision === before.revision && seen.revision < before.lastRevision;
    if (stuck) return;
    before = { revision: seen.revision, lastRevision: state.lastRevision };
  }
};

/** While the broker is away nothing can be said; the watch may go on when it is back. */
const askState = async (bucket: KV): Promise<BucketState | 'gone' | 'unknown'> => {
  try {
    return await stateOf(bucket);
  } catch (error) {
    const gone = error instanceof NatsError && error.api_error?.code === NOT_FOUND;
    return gone ? 'gone' : 'unknown';
  }
};
