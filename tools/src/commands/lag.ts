import { DEAD_LETTER_STREAM, FACT_STREAMS } from '@trailmark/contracts';
import { isUndeclared } from '@trailmark/ingest';
import { connectNats, type JetStreamManager, natsOptions } from '@trailmark/platform';
import { formatTable } from '../stack/process-table.js';
import { UsageError } from '../user-error.js';
import { brokerUrl } from './broker-url.js';

const USAGE = `Usage: npm run lag
NATS_URL names the broker and its operator; without it, the local stack's is asked.`;

const HEAD = [
  'STREAM',
  'SERVICE',
  'MESSAGES',
  'KIB',
  'FULL',
  'NOT TAKEN',
  'IN HAND',
  'REDELIVERED',
  'OLDEST',
];

/** What its service has not been given, has in hand, and was given more than once. */
async function deliveriesOf(
  manager: JetStreamManager,
  stream: string,
  consumer: string,
): Promise<string[]> {
  const info = await manager.consumers.info(stream, consumer);
  return [info.num_pending, info.num_ack_pending, info.num_redelivered].map(String);
}

/** @param consumer null: nobody takes from the stream. */
async function rowOf(
  manager: JetStreamManager,
  stream: string,
  consumer: string | null,
): Promise<string[]> {
  const names = [stream, consumer ?? '-'];
  try {
    const { config, state } = await manager.streams.info(stream);
    return [
      ...names,
      String(state.messages),
      String(Math.ceil(state.bytes / 1024)),
      `${Math.round((100 * state.bytes) / config.max_bytes)} %`,
      ...(consumer === null ? ['-', '-', '-'] : await deliveriesOf(manager, stream, consumer)),
      state.messages > 0 ? new Date(state.first_ts).toISOString() : '-',
    ];
  } catch (error) {
    if (!isUndeclared(error)) throw error;
    return [...names, 'not made yet'];
  }
}

/** Prints, for every stream, what is not stored yet, how full the stream is, and since when. */
export async function lag(args: readonly string[]): Promise<number> {
  if (args.length > 0) throw new UsageError(USAGE);
  const connection = await connectNats(natsOptions(brokerUrl()));
  try {
    const manager = await connection.jetstreamManager();
    const rows = await Promise.all([
      ...FACT_STREAMS.map(({ name, consumer }) => rowOf(manager, name, consumer)),
      rowOf(manager, DEAD_LETTER_STREAM, null),
    ]);
    console.log(formatTable([HEAD, ...rows]));
    return 0;
  } finally {
    await connection.close();
  }
}
