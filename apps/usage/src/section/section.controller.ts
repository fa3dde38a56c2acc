import { Controller } from '@nestjs/common';
import { Section, UsageOverviewAnswer, UserPeriodDto } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { SectionService } from './section.service.js';

@Controller()
export class SectionController {
  constructor(private readonly sections: SectionService) {}

  @RpcHandler('usage.section.find')
  find(@Payload() query: UserPeriodDto): Promise<Section<UsageOverviewAnswer>> {
    return this.sections.find(query);
  }
}
