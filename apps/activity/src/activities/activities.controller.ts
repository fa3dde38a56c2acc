import { Controller } from '@nestjs/common';
import {
  ActivitySummary,
  ActivityView,
  ChainReport,
  FindActivitiesDto,
  Page,
  SummariseActivitiesDto,
  VerifyActivitiesDto,
} from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { VerificationService } from '../chain/verification.service.js';
import { SummaryService } from '../summary/summary.service.js';
import { ActivitiesService } from './activities.service.js';

@Controller()
export class ActivitiesController {
  constructor(
    private readonly activities: ActivitiesService,
    private readonly summaries: SummaryService,
    private readonly verification: VerificationService,
  ) {}

  @RpcHandler('activity.activity.find')
  find(@Payload() query: FindActivitiesDto): Promise<Page<ActivityView>> {
    return this.activities.find(query);
  }

  @RpcHandler('activity.activity.summarise')
  summarise(@Payload() query: SummariseActivitiesDto): Promise<ActivitySummary> {
    return this.summaries.summarise(query);
  }

  @RpcHandler('activity.activity.verify')
  verify(@Payload() query: VerifyActivitiesDto): Promise<ChainReport> {
    return this.verification.verify(query);
  }
}
