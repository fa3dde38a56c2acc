import { Controller } from '@nestjs/common';
import { FindUsageDto, FindUsageTrendDto, Page, TrendView, UsageView } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { UsageService } from './usage.service.js';

@Controller()
export class UsageController {
  constructor(private readonly usage: UsageService) {}

  @RpcHandler('usage.metric.find')
  find(@Payload() query: FindUsageDto): Promise<Page<UsageView>> {
    return this.usage.find(query);
  }

  @RpcHandler('usage.metric.trends')
  trends(@Payload() query: FindUsageTrendDto): Promise<TrendView> {
    return this.usage.trend(query);
  }
}
