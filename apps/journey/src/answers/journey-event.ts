import { JourneyEvent } from '@trailmark/contracts';
import { JsonText } from '@trailmark/platform';
import { EventOf } from './stored-event.js';

/** What a JourneyEvent is made of. */
export const EVENT_COLUMNS = ['event', 'properties'] as const;

/** Properties go out as they are stored: nobody reads them on the way. */
export const toJourneyEvent = ({
  timestamp,
  event,
  properties,
}: EventOf<'event' | 'properties'>): JsonText<JourneyEvent> =>
  new JsonText(
    `{"timestamp":"${timestamp}","event":${JSON.stringify(event)},"properties":${properties}}`,
  );
