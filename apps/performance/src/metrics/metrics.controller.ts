import { Controller } from '@nestjs/common';
import { FindPerformanceDto, Page, PerformanceView } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { MetricsService } from './metrics.service.js';

@Controller()
export class MetricsController {
  constructor(private readonly metrics: MetricsService) {}

  @RpcHandler('performance.metric.find')
  find(@Payload() query: FindPerformanceDto): Promise<Page<PerformanceView>> {
    return this.metrics.find(query);
  }
}
