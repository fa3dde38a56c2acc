import { Controller } from '@nestjs/common';
import { AnalyticsConfigView, ChangeConfigDto, FindConfigDto } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { TrackingService } from './tracking.service.js';

@Controller()
export class TrackingController {
  constructor(private readonly tracking: TrackingService) {}

  @RpcHandler('dashboard.config.find')
  find(@Payload() request: FindConfigDto): Promise<AnalyticsConfigView> {
    return this.tracking.find(request);
  }

  @RpcHandler('dashboard.config.change')
  change(@Payload() request: ChangeConfigDto): Promise<AnalyticsConfigView> {
    return this.tracking.change(request);
  }
}
