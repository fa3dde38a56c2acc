import { Controller } from '@nestjs/common';
import { PerformanceOverview, PerformanceOverviewDto } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { OverviewService } from './overview.service.js';

@Controller()
export class OverviewController {
  constructor(private readonly overviews: OverviewService) {}

  @RpcHandler('performance.metric.overview')
  overview(@Payload() query: PerformanceOverviewDto): Promise<PerformanceOverview> {
    return this.overviews.overview(query);
  }
}
