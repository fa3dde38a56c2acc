import { Controller } from '@nestjs/common';
import {
  EventLocation,
  EventView,
  FindEventsDto,
  LocateEventDto,
  Page,
} from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { EventsService } from './events.service.js';

@Controller()
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @RpcHandler('events.event.find')
  find(@Payload() query: FindEventsDto): Promise<Page<EventView>> {
    return this.events.find(query);
  }

  @RpcHandler('events.event.locate')
  locate(@Payload() query: LocateEventDto): Promise<EventLocation | null> {
    return this.events.locate(query);
  }
}
