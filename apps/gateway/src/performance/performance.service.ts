import { Injectable } from '@nestjs/common';
import {
  PerformanceOverview,
  PerformanceOverviewQueryDto,
  PerformanceQueryDto,
  PerformanceResult,
  PerformanceView,
} from '@trailmark/contracts';
import { RpcClient } from '@trailmark/platform';
import { Listing } from '../envelope/listing.js';
import { Recorder, RecordOptions } from '../ingest/recorder.js';
import { PerformanceKind } from './performance-kind.js';

@Injectable()
export class PerformanceService {
  constructor(
    private readonly recorder: Recorder,
    private readonly kind: PerformanceKind,
    private readonly rpc: RpcClient,
  ) {}

  async record(body: unknown, options: RecordOptions): Promise<PerformanceResult> {
    const { id, ...outcome } = await this.recorder.recordOne(this.kind, body, options);
    return { metrics_id: id, ...outcome };
  }

  async find(userId: string, query: PerformanceQueryDto): Promise<Listing<PerformanceView>> {
    const page = await this.rpc.call('performance.metric.find', { ...query, user_id: userId });
    return new Listing(page, query);
  }

  overview(userId: string, query: PerformanceOverviewQueryDto): Promise<PerformanceOverview> {
    return this.rpc.call('performance.metric.overview', { ...query, user_id: userId });
  }
}
