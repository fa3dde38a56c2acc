import { Section } from '../dashboard/section.js';
import { Page } from '../http/pagination.js';
import { FindTraceDto, Trace } from '../journey/trace.js';
import { UserPeriodDto } from '../period/user-period.dto.js';
import { Figure } from '../trends/figure.js';
import { EventLocation } from './event-result.js';
import { EventsOverview } from './events-overview.js';
import { EventView } from './event.view.js';
import { FindEventsDto } from './find-events.dto.js';
import { LocateEventDto } from './locate-event.dto.js';
import { UsageDays, UsageDaysDto } from './usage-days.dto.js';
import { SessionPages, SessionPagesDto } from './session-pages.dto.js';

export interface EventsRpc {
  'events.event.find': { request: FindEventsDto; response: Page<EventView> };
  /** `null`: the store knows nothing of it (it may still be in the stream). */
  'events.event.locate': { request: LocateEventDto; response: EventLocation | null };
  'events.overview.find': { request: UserPeriodDto; response: EventsOverview };
  /** Of sessions, events, page_views, errors, average_session_duration and bounce_rate. */
  'events.figure.find': { request: UserPeriodDto; response: Figure[] };
  'events.section.find': { request: UserPeriodDto; response: Section<EventsOverview> };
  'events.usage.days': { request: UsageDaysDto; response: UsageDays };
  'events.session.pages': { request: SessionPagesDto; response: SessionPages };
  'events.request.find': { request: FindTraceDto; response: Trace };
}
