import { FactMessage, FactStream } from '@trailmark/contracts';
import { factId, newMessageId } from '@trailmark/ingest';
import { ErrorCode, NatsConnection, NatsError } from 'nats';
import { testNatsUrl } from './environment.js';
import { connectNats, PATIENT_NATS } from './streams.js';
import { waitFor } from './wait-for.js';

/** A message as the gateway would publish it; `keyOf` tells the client's own id of an item. */
export const factMessage = <T extends { user_id: string }>(
  bodies: T[],
  keyOf: (body: T) => string | null | undefined = () => null,
): FactMessage<T> => {
  const message_id = newMessageId();
  return {
    message_id,
    request_id: 'test',
    received_at: new Date().toISOString(),
    facts: bodies.map((body, index) => ({
      id: factId(message_id, index),
      key: keyOf(body) ?? null,
      user_id: body.user_id,
      body,
    })),
  };
};

const exists = async (connection: NatsConnection, stream: FactStream): Promise<boolean> => {
  const manager = await connection.jetstreamManager(PATIENT_NATS);
  for await (const name of manager.streams.names()) if (name === stream.name) return true;
  return false;
};

/** A stream that is listed may not listen yet. */
const isTaken = async (publishing: Promise<unknown>): Promise<boolean> => {
  try {
    await publishing;
    return true;
  } catch (error) {
    if (error instanceof NatsError && error.code === String(ErrorCode.NoResponders)) return false;
    throw error;
  }
};

/** Puts messages into a stream past the gateway, as soon as the service has made it. */
export const publishFacts = async (
  stream: FactStream,
  messages: FactMessage<unknown>[],
  natsUrl = testNatsUrl(),
): Promise<void> => {
  const connection = await connectNats(natsUrl);
  try {
    await waitFor(() => exists(connection, stream));
    const jetstream = connection.jetstream(PATIENT_NATS);
    for (const message of messages) {
      const subject = `${stream.record}.${message.message_id}`;
      await waitFor(() => isTaken(jetstream.publish(subject, JSON.stringify(message))));
    }
  } finally {
    await connection.close();
  }
};

/** How many messages of a stream its service has not acknowledged yet. */
export const unacknowledgedFacts = async (
  stream: FactStream,
  natsUrl = testNatsUrl(),
): Promise<number> => {
  const connection = await connectNats(natsUrl);
  try {
    const manager = await connection.jetstreamManager(PATIENT_NATS);
    return (await manager.streams.info(stream.name)).state.messages;
  } finally {
    await connection.close();
  }
};
