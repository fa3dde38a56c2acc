import { Controller } from '@nestjs/common';
import { UsageOverviewAnswer, UserPeriodDto } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { OverviewService } from './overview.service.js';

@Controller()
export class OverviewController {
  constructor(private readonly overviews: OverviewService) {}

  @RpcHandler('usage.overview.find')
  find(@Payload() query: UserPeriodDto): Promise<UsageOverviewAnswer> {
    return this.overviews.find(query);
  }
}
