import { RECORD_KINDS } from './records/kinds.js';
import type { RecordKind } from './records/record-kind.js';
import { Tally } from './report/tally.js';
import { type Batch, batchesOf } from './sending/batches.js';
import type { Patience, Waiting } from './sending/retry.js';
import { Sender } from './sending/sender.js';
import { workOff } from './sending/workers.js';
import type { Target } from './target.js';
import { spanOf, trafficOf, type World } from './traffic/traffic.js';

export interface FeedOptions {
  readonly target: Target;
  readonly batchSize: number;
  readonly concurrency: number;
  /** How many of the records are sent twice, from 0 to 1. */
  readonly repeatShare: number;
  /** All, unless some are named. */
  readonly kinds?: readonly RecordKind[];
  readonly signal?: AbortSignal;
  readonly patience?: Patience;
  /** `share` of the world's time that is sent, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  readonly onWait?: (waiting: Waiting) => void;
}

/** How far into the world's time a batch is. */
function shareOf<T extends object>(world: World, kind: RecordKind<T>, { records }: Batch<T>) {
  const { from, to } = spanOf(world);
  const last = records.at(-1);
  return last ? Math.min(Math.max((kind.timeOf(last) - from) / (to - from), 0), 1) : 1;
}

/**
 * Sends the world's records of every kind, counting into `tally` as answers come, so that the count is right
 * whenever this ends. Throws what `Sender.send` throws.
 */
export async function feed(world: World, tally: Tally, options: FeedOptions): Promise<void> {
  const { onProgress, onWait = () => {}, patience, batchSize, repeatShare } = options;
  const { kinds = RECORD_KINDS } = options;
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, ...(options.signal ? [options.signal] : [])]);
  const sender = new Sender(options.target, {
    signal,
    onWait,
    onOutcomes: (outcomes) => tally.add(outcomes),
    ...(patience && { patience }),
  });
  for (const [index, kind] of kinds.entries()) {
    const records = kind.records(trafficOf(world));
    const keyOf = (record: object) => kind.keyOf(record);
    const batches = batchesOf(records, { size: batchSize, repeatShare, keyOf });
    const send = async (batch: Batch<object>) => {
      await sender.send(kind, batch.records);
      tally.repeated += batch.repeated;
      onProgress?.((index + shareOf(world, kind, batch)) / kinds.length);
    };
    await workOff(batches, options.concurrency, send, () => stop.abort());
  }
}
