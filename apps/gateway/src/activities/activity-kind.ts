import { Injectable } from '@nestjs/common';
import {
  ACTIVITY_STREAM,
  ActivityDetailsDto,
  ActivityMetadataDto,
  RecordActivityDto,
} from '@trailmark/contracts';
import { FactKind } from '../ingest/fact-kind.js';
import { IpAnonymiser } from '../privacy/ip-anonymiser.js';

@Injectable()
export class ActivityKind implements FactKind<RecordActivityDto> {
  readonly stream = ACTIVITY_STREAM;
  readonly dto = RecordActivityDto;
  readonly jsonFields = ['details', 'metadata', 'tags'] as const;
  readonly knownKeys = { details: ActivityDetailsDto, metadata: ActivityMetadataDto };

  constructor(private readonly ips: IpAnonymiser) {}

  keyOf({ activity_id }: RecordActivityDto): string | null {
    return activity_id ?? null;
  }

  anonymise(activity: RecordActivityDto): RecordActivityDto {
    const { metadata } = activity;
    const address = metadata?.ip_address;
    if (!metadata || typeof address !== 'string') return activity;
    return { ...activity, metadata: { ...metadata, ip_address: this.ips.anonymise(address) } };
  }
}
