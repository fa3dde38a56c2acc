import { Controller } from '@nestjs/common';
import { InsightView, Partially, UserPeriodDto } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { InsightsService } from './insights.service.js';

@Controller()
export class InsightsController {
  constructor(private readonly insights: InsightsService) {}

  @RpcHandler('dashboard.insight.find')
  find(@Payload() query: UserPeriodDto): Promise<Partially<InsightView>> {
    return this.insights.find(query);
  }
}
