import { Injectable } from '@nestjs/common';
import {
  TrendView,
  UsageQueryDto,
  UsageResult,
  UsageTrendQueryDto,
  UsageView,
} from '@trailmark/contracts';
import { RpcClient } from '@trailmark/platform';
import { Listing } from '../envelope/listing.js';
import { Recorder, RecordOptions } from '../ingest/recorder.js';
import { UsageKind } from './usage-kind.js';

@Injectable()
export class UsageService {
  constructor(
    private readonly recorder: Recorder,
    private readonly kind: UsageKind,
    private readonly rpc: RpcClient,
  ) {}

  async record(body: unknown, options: RecordOptions): Promise<UsageResult> {
    const { id, ...outcome } = await this.recorder.recordOne(this.kind, body, options);
    return { metrics_id: id, ...outcome };
  }

  async find(userId: string, query: UsageQueryDto): Promise<Listing<UsageView>> {
    const page = await this.rpc.call('usage.metric.find', { ...query, user_id: userId });
    return new Listing(page, query);
  }

  trend(userId: string, query: UsageTrendQueryDto): Promise<TrendView> {
    return this.rpc.call('usage.metric.trends', { ...query, user_id: userId });
  }
}
