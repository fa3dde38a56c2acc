import { Page } from '../http/pagination.js';
import { EventLocation } from './event-result.js';
import { EventView } from './event.view.js';
import { FindEventsDto } from './find-events.dto.js';
import { LocateEventDto } from './locate-event.dto.js';

export interface EventsRpc {
  'events.event.find': { request: FindEventsDto; response: Page<EventView> };
  /** `null`: the store knows nothing of it (it may still be in the stream). */
  'events.event.locate': { request: LocateEventDto; response: EventLocation | null };
}
