import { Injectable } from '@nestjs/common';
import {
  ACTIVITY_STREAM,
  ActivityDetailsDto,
  ActivityMetadataDto,
  RecordActivityDto,
} from '@trailmark/contracts';
import { FactKind } from '../ingest/fact-kind.js';
import { IpAnonymiser } from '../privacy/ip-anonymiser.js';
import { momentOf } from '../tracking/moment-of.js';
import { Traits } from '../tracking/trackable.js';

/** Keys of `metadata` that tell from where, and with what, somebody came. */
const TRACES = new Set(['ip_address', 'user_agent']);

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

  /** A trail with gaps proves nothing, so no sample is taken of it. */
  traitsOf(activity: RecordActivityDto): Traits {
    return {
      occurredAt: momentOf(activity),
      sampledSession: null,
      eventName: null,
      page: null,
      isPerformance: false,
      isError: false,
      isUserAction: activity.activity_type === 'user_action',
      isUsage: false,
    };
  }

  inSession(activity: RecordActivityDto, sessionId: string): RecordActivityDto {
    return { ...activity, session_id: sessionId };
  }

  withoutTraces(activity: RecordActivityDto): RecordActivityDto {
    if (!activity.metadata) return activity;
    const left = Object.entries(activity.metadata).filter(([key]) => !TRACES.has(key));
    return { ...activity, metadata: Object.fromEntries(left) };
  }
}
