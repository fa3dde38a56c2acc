import { DEAD_LETTER_STREAM, DEAD_LETTER_SUBJECTS, FactStream } from '@trailmark/contracts';
import {
  AckPolicy,
  DiscardPolicy,
  type JetStreamManager,
  nanos,
  type NatsConnection,
  NatsError,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from '@trailmark/platform';

const DUPLICATE_WINDOW_MS = 120_000;
const MAX_ACK_PENDING = 1000;
const STREAM_NOT_FOUND = 10059;
const CONSUMER_NOT_FOUND = 10014;

/** How large and how safe streams are, and how long a delivery may stay unanswered. */
export interface StreamSettings {
  streamMaxBytes: number;
  streamReplicas: number;
  streamAckWaitMs: number;
}

type NamedConfig = Partial<StreamConfig> & { name: string };

const isMissing = (error: unknown, code: number): boolean =>
  error instanceof NatsError && error.api_error?.err_code === code;

/** Whether an error says that the gateway has not made a stream or its consumer yet. */
export const isUndeclared = (error: unknown): boolean =>
  isMissing(error, STREAM_NOT_FOUND) || isMissing(error, CONSUMER_NOT_FOUND);

/** A full stream refuses what is new; it never forgets what it has. */
const bounded = ({ streamMaxBytes, streamReplicas }: StreamSettings): Partial<StreamConfig> => ({
  storage: StorageType.File,
  discard: DiscardPolicy.New,
  max_bytes: streamMaxBytes,
  num_replicas: streamReplicas,
});

const factStream = (stream: FactStream, settings: StreamSettings): NamedConfig => ({
  ...bounded(settings),
  name: stream.name,
  subjects: [`${stream.record}.*`],
  retention: RetentionPolicy.Workqueue,
  duplicate_window: nanos(DUPLICATE_WINDOW_MS),
});

const deadLetterStream = (settings: StreamSettings): NamedConfig => ({
  ...bounded(settings),
  name: DEAD_LETTER_STREAM,
  subjects: [DEAD_LETTER_SUBJECTS],
  retention: RetentionPolicy.Limits,
});

const ensureStream = async (manager: JetStreamManager, wanted: NamedConfig): Promise<void> => {
  try {
    const { config } = await manager.streams.info(wanted.name);
    const same =
      config.max_bytes === wanted.max_bytes && config.num_replicas === wanted.num_replicas;
    if (!same) await manager.streams.update(wanted.name, wanted);
  } catch (error) {
    if (!isMissing(error, STREAM_NOT_FOUND)) throw error;
    await manager.streams.add(wanted);
  }
};

const ensureConsumer = async (
  manager: JetStreamManager,
  stream: FactStream,
  { streamAckWaitMs }: StreamSettings,
): Promise<void> => {
  const ack_wait = nanos(streamAckWaitMs);
  try {
    const { config } = await manager.consumers.info(stream.name, stream.consumer);
    if (config.ack_wait === ack_wait) return;
    await manager.consumers.update(stream.name, stream.consumer, { ack_wait });
  } catch (error) {
    if (!isMissing(error, CONSUMER_NOT_FOUND)) throw error;
    await manager.consumers.add(stream.name, {
      durable_name: stream.consumer,
      ack_policy: AckPolicy.Explicit,
      ack_wait,
      max_ack_pending: MAX_ACK_PENDING,
      max_deliver: -1,
    });
  }
};

/**
 * Makes sure that the stream, its consumer and the dead-letter stream exist as configured. Safe to
 * run at any time by any number of processes.
 */
export const declareStream = async (
  connection: NatsConnection,
  stream: FactStream,
  settings: StreamSettings,
): Promise<void> => {
  const manager = await connection.jetstreamManager({ checkAPI: false });
  await ensureStream(manager, factStream(stream, settings));
  await ensureStream(manager, deadLetterStream(settings));
  await ensureConsumer(manager, stream, settings);
};
