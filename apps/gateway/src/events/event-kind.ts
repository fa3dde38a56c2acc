import { Injectable } from '@nestjs/common';
import { EVENT_STREAM, pageOf, RecordEventDto } from '@trailmark/contracts';
import { withoutTraces } from '@trailmark/ingest';
import { FactKind } from '../ingest/fact-kind.js';
import { Anonymiser } from '../privacy/anonymiser.js';
import { momentOf } from '../tracking/moment-of.js';
import { Traits } from '../tracking/trackable.js';

@Injectable()
export class EventKind implements FactKind<RecordEventDto> {
  readonly stream = EVENT_STREAM;
  readonly dto = RecordEventDto;
  readonly jsonFields = ['properties'] as const;

  constructor(private readonly anonymiser: Anonymiser) {}

  keyOf({ event_id }: RecordEventDto): string | null {
    return event_id ?? null;
  }

  anonymise(event: RecordEventDto): RecordEventDto {
    const { ip_address, user_agent, location, properties } = event;
    const kept = { ...event };
    if (ip_address) kept.ip_address = this.anonymiser.address(ip_address);
    if (user_agent) kept.user_agent = this.anonymiser.agent(user_agent);
    if (location) kept.location = this.anonymiser.place(location);
    if (properties) kept.properties = this.anonymiser.filter(properties);
    return kept;
  }

  traitsOf(event: RecordEventDto): Traits {
    const { event_type: type, event_category: category } = event;
    return {
      occurredAt: momentOf(event),
      sampledSession: event.session_id,
      eventName: event.event_name,
      page: pageOf(event.properties),
      isPerformance: type === 'performance_event' || category === 'performance',
      isError: type === 'error_event' || category === 'errors',
      isUserAction: type === 'user_action',
      isUsage: false,
    };
  }

  inSession(event: RecordEventDto, sessionId: string): RecordEventDto {
    return { ...event, session_id: sessionId };
  }

  withoutTraces(event: RecordEventDto): RecordEventDto {
    const { properties } = event;
    const traceless = { ...event, ip_address: null, user_agent: null, location: null };
    return properties ? { ...traceless, properties: withoutTraces(properties) } : traceless;
  }
}
