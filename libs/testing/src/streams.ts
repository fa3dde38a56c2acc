import { FACT_STREAMS } from '@trailmark/contracts';
import { declareStream } from '@trailmark/ingest';
import { loadConfig, natsOptions, PlatformConfig } from '@trailmark/platform';
import { connect, JetStreamManager, NatsConnection, NatsError, StoredMsg } from 'nats';
import { testEnv, testNatsUrl } from './environment.js';
import { PATIENCE_MS } from './wait-for.js';

/** How JetStream is asked by tests: a busy machine answers late. */
export const PATIENT_NATS = { timeout: PATIENCE_MS };

/** A NATS connection of the test's own. */
export const connectNats = (natsUrl = testNatsUrl()): Promise<NatsConnection> =>
  connect({ ...natsOptions(natsUrl), ...PATIENT_NATS, maxReconnectAttempts: -1 });

/** Makes the streams of facts, as the gateway does. */
const declareStreams = async (connection: NatsConnection): Promise<void> => {
  const settings = loadConfig(PlatformConfig, testEnv());
  for (const stream of FACT_STREAMS) await declareStream(connection, stream, settings);
};

/** Empties this worker's account, as streams outlive their tests, but for the streams of facts. */
export const resetStreams = async (natsUrl = testNatsUrl()): Promise<void> => {
  const connection = await connectNats(natsUrl);
  try {
    const manager = await connection.jetstreamManager(PATIENT_NATS);
    for await (const name of manager.streams.names()) await manager.streams.delete(name);
    await declareStreams(connection);
  } finally {
    await connection.close();
  }
};

/** JetStream's word for a place from which the message has gone. */
const NO_MESSAGE = 10_037;

const messageAt = async (manager: JetStreamManager, stream: string, seq: number) => {
  try {
    return await manager.streams.getMessage(stream, { seq });
  } catch (error) {
    if (error instanceof NatsError && error.api_error?.err_code === NO_MESSAGE) return null;
    throw error;
  }
};

/** Every message that a stream holds. */
export async function* messagesIn(
  manager: JetStreamManager,
  stream: string,
): AsyncGenerator<StoredMsg> {
  const { state } = await manager.streams.info(stream);
  for (let seq = state.first_seq; seq <= state.last_seq && state.messages > 0; seq += 1) {
    const message = await messageAt(manager, stream, seq);
    if (message) yield message;
  }
}
