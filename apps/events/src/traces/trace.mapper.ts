import { JourneyEvent } from '@trailmark/contracts';
import { EventEntity } from '../events/event.entity.js';

/** An event as the view of its request shows it. */
export const toJourneyEvent = (event: EventEntity): JourneyEvent => ({
  timestamp: event.timestamp.toISOString(),
  event: event.eventName,
  properties: event.properties ?? {},
});
