import { JourneyEvent } from '@trailmark/contracts';
import { StoredEvent } from './stored-events.repository.js';

export const toJourneyEvent = ({ timestamp, event, properties }: StoredEvent): JourneyEvent => ({
  timestamp: timestamp.toISOString(),
  event,
  properties,
});
