import { Page } from '../http/pagination.js';
import { EventLocation } from './event-result.js';
import { EventView } from './event.view.js';
import { FindEventsDto } from './find-events.dto.js';
import { LocateEventDto } from './locate-event.dto.js';
import { UsageDays, UsageDaysDto } from './usage-days.dto.js';
import { SessionPages, SessionPagesDto } from './session-pages.dto.js';

export interface EventsRpc {
  'events.event.find': { request: FindEventsDto; response: Page<EventView> };
  /** `null`: the store knows nothing of it (it may still be in the stream). */
  'events.event.locate': { request: LocateEventDto; response: EventLocation | null };
  'events.usage.days': { request: UsageDaysDto; response: UsageDays };
  'events.session.pages': { request: SessionPagesDto; response: SessionPages };
}
