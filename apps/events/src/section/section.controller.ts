import { Controller } from '@nestjs/common';
import { EventsOverview, Section, UserPeriodDto } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { SectionService } from './section.service.js';

@Controller()
export class SectionController {
  constructor(private readonly sections: SectionService) {}

  @RpcHandler('events.section.find')
  find(@Payload() query: UserPeriodDto): Promise<Section<EventsOverview>> {
    return this.sections.find(query);
  }
}
