import { Controller } from '@nestjs/common';
import {
  AnalyticsConfigView,
  ChangeConfigDto,
  FindConfigDto,
  ListRetentionsDto,
  RetentionAnswer,
  UserRetentions,
} from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { RetentionsService } from './retentions.service.js';
import { TrackingService } from './tracking.service.js';

@Controller()
export class TrackingController {
  constructor(
    private readonly tracking: TrackingService,
    private readonly retentions: RetentionsService,
  ) {}

  @RpcHandler('dashboard.config.find')
  find(@Payload() request: FindConfigDto): Promise<AnalyticsConfigView> {
    return this.tracking.find(request);
  }

  @RpcHandler('dashboard.config.change')
  change(@Payload() request: ChangeConfigDto): Promise<AnalyticsConfigView> {
    return this.tracking.change(request);
  }

  @RpcHandler('dashboard.retention.list')
  listRetentions(@Payload() request: ListRetentionsDto): Promise<UserRetentions> {
    return this.retentions.list(request);
  }

  @RpcHandler('dashboard.retention.find')
  findRetention(@Payload() request: FindConfigDto): Promise<RetentionAnswer> {
    return this.retentions.find(request);
  }
}
