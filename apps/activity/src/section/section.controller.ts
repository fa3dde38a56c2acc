import { Controller } from '@nestjs/common';
import { ActivityOverview, Section, UserPeriodDto } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { SectionService } from './section.service.js';

@Controller()
export class SectionController {
  constructor(private readonly sections: SectionService) {}

  @RpcHandler('activity.section.find')
  find(@Payload() query: UserPeriodDto): Promise<Section<ActivityOverview>> {
    return this.sections.find(query);
  }
}
