import { connect, NatsConnection } from 'nats';
import { testNatsUrl } from './environment.js';

/** A NATS connection of the test's own. */
export const connectNats = (natsUrl = testNatsUrl()): Promise<NatsConnection> => {
  const { host, username, password } = new URL(natsUrl);
  return connect({ servers: host, user: username, pass: password, maxReconnectAttempts: -1 });
};

/** Removes every stream of this worker's account: streams outlive the tests that made them. */
export const resetStreams = async (natsUrl = testNatsUrl()): Promise<void> => {
  const connection = await connectNats(natsUrl);
  try {
    const manager = await connection.jetstreamManager();
    for await (const name of manager.streams.names()) await manager.streams.delete(name);
  } finally {
    await connection.close();
  }
};
