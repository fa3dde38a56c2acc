import { Injectable } from '@nestjs/common';
import { EVENT_STREAM, RecordEventDto } from '@trailmark/contracts';
import { FactKind } from '../ingest/fact-kind.js';
import { IpAnonymiser } from '../privacy/ip-anonymiser.js';

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
}
