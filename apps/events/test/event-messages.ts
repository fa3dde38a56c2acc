import { EVENT_STREAM, Fact, FactMessage, RecordEventDto } from '@trailmark/contracts';
import { factId, newMessageId } from '@trailmark/ingest';
import { anEvent, connectNats, testNatsUrl, waitFor } from '@trailmark/testing';
import { NatsConnection } from 'nats';

/** A message as the gateway would publish it. */
export const aMessage = (...events: Partial<RecordEventDto>[]): FactMessage<RecordEventDto> => {
  const message_id = newMessageId();
  return {
    message_id,
    request_id: 'test',
    received_at: new Date().toISOString(),
    facts: events.map((event, index): Fact<RecordEventDto> => {
      const body = anEvent(event);
      const key = body.event_id ?? null;
      return { id: factId(message_id, index), key, user_id: body.user_id, body };
    }),
  };
};

const streamExists = async (connection: NatsConnection): Promise<boolean> => {
  const manager = await connection.jetstreamManager();
  for await (const name of manager.streams.names()) if (name === EVENT_STREAM.name) return true;
  return false;
};

/** Puts messages into the event stream past the gateway, as soon as the service has made it. */
export const publish = async (
  messages: FactMessage<unknown>[],
  natsUrl = testNatsUrl(),
): Promise<void> => {
  const connection = await connectNats(natsUrl);
  await waitFor(() => streamExists(connection));
  const stream = connection.jetstream();
  for (const message of messages) {
    await stream.publish(`${EVENT_STREAM.record}.${message.message_id}`, JSON.stringify(message));
  }
  await connection.close();
};

/** How many messages the service has not acknowledged yet. */
export const unacknowledged = async (natsUrl = testNatsUrl()): Promise<number> => {
  const connection = await connectNats(natsUrl);
  try {
    const manager = await connection.jetstreamManager();
    return (await manager.streams.info(EVENT_STREAM.name)).state.messages;
  } finally {
    await connection.close();
  }
};
