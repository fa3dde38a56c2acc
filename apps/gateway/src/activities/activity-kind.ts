import { Injectable } from '@nestjs/common';
import {
  ACTIVITY_STREAM,
  ActivityDetailsDto,
  ActivityMetadataDto,
  RecordActivityDto,
} from '@trailmark/contracts';
import { withoutTraces } from '@trailmark/ingest';
import { FactKind } from '../ingest/fact-kind.js';
import { Anonymiser } from '../privacy/anonymiser.js';
import { momentOf } from '../tracking/moment-of.js';
import { Traits } from '../tracking/trackable.js';

/** Applies to both of an activity's free parts. */
const inFreeParts = (
  activity: RecordActivityDto,
  work: (json: Record<string, unknown>) => Record<string, unknown>,
): RecordActivityDto => {
  const { details, metadata } = activity;
  return {
    ...activity,
    ...(details && { details: work(details) }),
    ...(metadata && { metadata: work(metadata) }),
  };
};

@Injectable()
export class ActivityKind implements FactKind<RecordActivityDto> {
  readonly stream = ACTIVITY_STREAM;
  readonly dto = RecordActivityDto;
  readonly jsonFields = ['details', 'metadata', 'tags'] as const;
  readonly knownKeys = { details: ActivityDetailsDto, metadata: ActivityMetadataDto };

  constructor(private readonly anonymiser: Anonymiser) {}

  keyOf({ activity_id }: RecordActivityDto): string | null {
    return activity_id ?? null;
  }

  anonymise(activity: RecordActivityDto): RecordActivityDto {
    return inFreeParts(activity, (json) => this.anonymiser.filter(json));
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
    return inFreeParts(activity, withoutTraces);
  }
}
