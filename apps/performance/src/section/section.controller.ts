import { Controller } from '@nestjs/common';
import { PerformanceOverview, Section, UserPeriodDto } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { SectionService } from './section.service.js';

@Controller()
export class SectionController {
  constructor(private readonly sections: SectionService) {}

  @RpcHandler('performance.section.find')
  find(@Payload() query: UserPeriodDto): Promise<Section<PerformanceOverview>> {
    return this.sections.find(query);
  }
}
