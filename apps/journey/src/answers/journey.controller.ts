import { Controller } from '@nestjs/common';
import {
  FindActivityDto,
  FindFaultsDto,
  FindJourneyDto,
  FindJourneyEventsDto,
  FindRequestDto,
  RequestEventsView,
  UserActivityView,
  UserErrorsView,
  UserEventsView,
  UserJourneyView,
  UserSlowRequestsView,
} from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { ActivityService } from './activity/activity.service.js';
import { ErrorsService } from './errors/errors.service.js';
import { EventsService } from './events/events.service.js';
import { JourneyService } from './journey/journey.service.js';
import { RequestService } from './request/request.service.js';
import { SlowService } from './slow/slow.service.js';

@Controller()
export class JourneyController {
  constructor(
    private readonly activity: ActivityService,
    private readonly journeys: JourneyService,
    private readonly events: EventsService,
    private readonly errors: ErrorsService,
    private readonly slow: SlowService,
    private readonly requests: RequestService,
  ) {}

  @RpcHandler('journey.activity.find')
  findActivity(@Payload() query: FindActivityDto): Promise<UserActivityView> {
    return this.activity.find(query);
  }

  @RpcHandler('journey.journey.find')
  findJourney(@Payload() query: FindJourneyDto): Promise<UserJourneyView> {
    return this.journeys.find(query);
  }

  @RpcHandler('journey.event.find')
  findEvents(@Payload() query: FindJourneyEventsDto): Promise<UserEventsView> {
    return this.events.find(query);
  }

  @RpcHandler('journey.error.find')
  findErrors(@Payload() query: FindFaultsDto): Promise<UserErrorsView> {
    return this.errors.find(query);
  }

  @RpcHandler('journey.slow.find')
  findSlow(@Payload() query: FindFaultsDto): Promise<UserSlowRequestsView> {
    return this.slow.find(query);
  }

  @RpcHandler('journey.request.find')
  findRequest(@Payload() query: FindRequestDto): Promise<RequestEventsView> {
    return this.requests.find(query);
  }
}
