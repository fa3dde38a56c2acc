import { KV, KvStatus, NatsConnection, StorageType } from 'nats';

const TIMEOUT_MS = 1000;

/** What a bucket may hold. */
interface BucketBounds {
  /** Values are forgotten after so many milliseconds; else never. */
  ttl?: number;
  /** A fuller bucket refuses; else it has no bound. */
  max_bytes?: number;
}

/**
 * A key-value bucket on disk that holds the latest value of each key; made if it is not there. Safe
 * at any time from any number of processes, which all ask for the same.
 * @param replicas copies of it in a NATS cluster.
 * @param timeoutMs how long NATS may take for each question.
 */
export const openBucket = async (
  connection: NatsConnection,
  name: string,
  replicas: number,
  bounds: BucketBounds = {},
  timeoutMs = TIMEOUT_MS,
): Promise<KV> => {
  const jetstream = connection.jetstream({ timeout: timeoutMs });
  // Reads go to the leader: a replica's answer may be old.
  const settings = {
    ...bounds,
    history: 1,
    storage: StorageType.File,
    replicas,
    allow_direct: false,
  };
  const bucket = await jetstream.views.kv(name, settings);
  await keepReplicas(connection, await bucket.status(), replicas);
  return bucket;
};

const keepReplicas = async (
  connection: NatsConnection,
  { streamInfo: { config } }: KvStatus,
  replicas: number,
): Promise<void> => {
  if (config.num_replicas === replicas) return;
  const manager = await connection.jetstreamManager({ checkAPI: false, timeout: TIMEOUT_MS });
  await manager.streams.update(config.name, { num_replicas: replicas });
};

/** A bucket that somebody else makes; what is asked of it fails until it is there. */
export const bindBucket = (connection: NatsConnection, name: string): Promise<KV> =>
  connection
    .jetstream({ timeout: TIMEOUT_MS })
    .views.kv(name, { bindOnly: true, allow_direct: false });
