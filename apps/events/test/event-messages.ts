import { EVENT_STREAM, FactMessage, RecordEventDto } from '@trailmark/contracts';
import { anEvent, factMessage, publishFacts, unacknowledgedFacts } from '@trailmark/testing';

/** A message as the gateway would publish it. */
export const aMessage = (...events: Partial<RecordEventDto>[]): FactMessage<RecordEventDto> =>
  factMessage(
    events.map((event) => anEvent(event)),
    ({ event_id }) => event_id,
  );

/** Puts messages into the event stream past the gateway, as soon as the service has made it. */
export const publish = (messages: FactMessage<unknown>[], natsUrl?: string): Promise<void> =>
  publishFacts(EVENT_STREAM, messages, natsUrl);

/** How many messages the service has not acknowledged yet. */
export const unacknowledged = (natsUrl?: string): Promise<number> =>
  unacknowledgedFacts(EVENT_STREAM, natsUrl);
