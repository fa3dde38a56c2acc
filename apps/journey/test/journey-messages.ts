import { randomUUID } from 'node:crypto';
import { CapturedEvent, FactMessage, JOURNEY_STREAM } from '@trailmark/contracts';
import { factMessage, publishFacts, unacknowledgedFacts, waitFor } from '@trailmark/testing';

/** An event as the gateway hands it on; name only what the test is about. */
export const aCaptured = (overrides: Partial<CapturedEvent> = {}): CapturedEvent => ({
  uuid: randomUUID(),
  event: 'button_click',
  distinct_id: 'user_12345',
  timestamp: new Date(Date.now() - 60_000).toISOString(),
  properties: {},
  set: null,
  set_once: null,
  link: null,
  ...overrides,
});

/** A message as the gateway would publish it. */
export const aMessage = (...events: Partial<CapturedEvent>[]): FactMessage<CapturedEvent> =>
  factMessage(
    events.map((event) => {
      const captured = aCaptured(event);
      return { ...captured, user_id: captured.distinct_id };
    }),
    ({ uuid }) => uuid,
  );

/** Puts messages into the journey stream past the gateway, as soon as the service has made it. */
export const publish = (messages: FactMessage<unknown>[]): Promise<void> =>
  publishFacts(JOURNEY_STREAM, messages);

export const unacknowledged = (): Promise<number> => unacknowledgedFacts(JOURNEY_STREAM);

export const settled = (): Promise<void> => waitFor(async () => (await unacknowledged()) === 0);

/** Publishes and waits until all of it is stored. */
export const record = async (...messages: FactMessage<unknown>[]): Promise<void> => {
  await publish(messages);
  await settled();
};
