import { Injectable } from '@nestjs/common';
import { EVENT_STREAM, pageOf, RecordEventDto } from '@trailmark/contracts';
import { FactKind } from '../ingest/fact-kind.js';
import { IpAnonymiser } from '../privacy/ip-anonymiser.js';
import { momentOf } from '../tracking/moment-of.js';
import { Traits } from '../tracking/trackable.js';

@Injectable()
export class EventKind implements FactKind<RecordEventDto> {
  readonly stream = EVENT_STREAM;
  readonly dto = RecordEventDto;
  readonly jsonFields = ['properties'] as const;

  constructor(private readonly ips: IpAnonymiser) {}

  keyOf({ event_id }: RecordEventDto): string | null {
    return event_id ?? null;
  }

  anonymise(event: RecordEventDto): RecordEventDto {
    const { ip_address } = event;
    return ip_address ? { ...event, ip_address: this.ips.anonymise(ip_address) } : event;
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
    return { ...event, ip_address: null, user_agent: null, location: null };
  }
}
