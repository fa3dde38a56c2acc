import { Injectable } from '@nestjs/common';
import {
  ActivitiesQueryDto,
  ActivityBatchResult,
  ActivityResult,
  ActivitySummary,
  ActivitySummaryQueryDto,
  ActivityView,
  ChainReport,
  VerificationQueryDto,
} from '@trailmark/contracts';
import { RpcClient } from '@trailmark/platform';
import { Listing } from '../envelope/listing.js';
import { summarise } from '../ingest/batch-summary.js';
import { ItemOutcome } from '../ingest/item-outcome.js';
import { Recorder, RecordOptions } from '../ingest/recorder.js';
import { ActivityKind } from './activity-kind.js';

/** Verifying reads every row; the service itself ends after a few seconds with what it has. */
const VERIFY_TIMEOUT_MS = 10_000;

const resultOf = ({ id, ...outcome }: ItemOutcome): ActivityResult => ({
  activity_id: id,
  ...outcome,
});

@Injectable()
export class ActivitiesService {
  constructor(
    private readonly recorder: Recorder,
    private readonly kind: ActivityKind,
    private readonly rpc: RpcClient,
  ) {}

  async record(body: unknown, options: RecordOptions): Promise<ActivityResult> {
    return resultOf(await this.recorder.recordOne(this.kind, body, options));
  }

  async recordBatch(body: unknown, options: RecordOptions): Promise<ActivityBatchResult> {
    const outcomes = await this.recorder.recordMany(this.kind, body, 'activities', options);
    return summarise(outcomes, resultOf);
  }

  async find(userId: string, query: ActivitiesQueryDto): Promise<Listing<ActivityView>> {
    const request = { ...query, user_id: userId };
    return new Listing(await this.rpc.call('activity.activity.find', request), query);
  }

  summarise(userId: string, query: ActivitySummaryQueryDto): Promise<ActivitySummary> {
    return this.rpc.call('activity.activity.summarise', { ...query, user_id: userId });
  }

  verify(userId: string, query: VerificationQueryDto): Promise<ChainReport> {
    const request = { ...query, user_id: userId };
    return this.rpc.call('activity.activity.verify', request, VERIFY_TIMEOUT_MS);
  }
}
