import { Controller } from '@nestjs/common';
import { DashboardView, EventsOverview, UserPeriodDto } from '@trailmark/contracts';
import { JsonText, Payload, RpcHandler } from '@trailmark/platform';
import { DashboardService } from './dashboard.service.js';
import { OverviewService } from './overview.service.js';

@Controller()
export class DashboardController {
  constructor(
    private readonly dashboard: DashboardService,
    private readonly overview: OverviewService,
  ) {}

  @RpcHandler('dashboard.dashboard.find')
  find(@Payload() query: UserPeriodDto): Promise<JsonText<DashboardView>> {
    return this.dashboard.find(query);
  }

  @RpcHandler('dashboard.overview.find')
  findOverview(@Payload() query: UserPeriodDto): Promise<EventsOverview> {
    return this.overview.find(query);
  }
}
