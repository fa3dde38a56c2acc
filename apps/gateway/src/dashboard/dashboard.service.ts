import { Injectable } from '@nestjs/common';
import {
  DashboardQueryDto,
  DashboardView,
  EventsOverview,
  InsightQueryDto,
  InsightView,
  TrendQueryDto,
  TrendView,
} from '@trailmark/contracts';
import { JsonText, RpcClient } from '@trailmark/platform';
import { PartialList } from '../envelope/partial-list.js';

/** The dashboard service gives those it asks the whole deadline, and then composes. */
const COMPOSED = 1.2;

@Injectable()
export class DashboardService {
  constructor(private readonly rpc: RpcClient) {}

  /** As the text that it is: nobody here reads it. */
  find(userId: string, query: DashboardQueryDto): Promise<JsonText<DashboardView>> {
    return this.rpc.callForText(
      'dashboard.dashboard.find',
      { ...query, user_id: userId },
      this.deadlineMs,
    );
  }

  overview(userId: string, query: DashboardQueryDto): Promise<EventsOverview> {
    return this.rpc.call('dashboard.overview.find', { ...query, user_id: userId }, this.deadlineMs);
  }

  async trends(userId: string, query: TrendQueryDto): Promise<PartialList<TrendView>> {
    const request = { ...query, user_id: userId };
    return new PartialList(await this.rpc.call('dashboard.trend.find', request, this.deadlineMs));
  }

  async insights(userId: string, query: InsightQueryDto): Promise<PartialList<InsightView>> {
    const request = { ...query, user_id: userId };
    return new PartialList(await this.rpc.call('dashboard.insight.find', request, this.deadlineMs));
  }

  private get deadlineMs(): number {
    return this.rpc.deadline(COMPOSED);
  }
}
