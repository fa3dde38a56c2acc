import { Controller } from '@nestjs/common';
import { EventsOverview, UserPeriodDto } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { OverviewService } from './overview.service.js';

@Controller()
export class OverviewController {
  constructor(private readonly overviews: OverviewService) {}

  @RpcHandler('events.overview.find')
  find(@Payload() query: UserPeriodDto): Promise<EventsOverview> {
    return this.overviews.find(query);
  }
}
