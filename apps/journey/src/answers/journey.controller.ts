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
import { jsonOf, JsonText, Payload, RpcHandler } from '@trailmark/platform';
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
  async findActivity(@Payload() query: FindActivityDto): Promise<JsonText<UserActivityView>> {
    return jsonOf<UserActivityView>(await this.activity.find(query));
  }

  @RpcHandler('journey.journey.find')
  async findJourney(@Payload() query: FindJourneyDto): Promise<JsonText<UserJourneyView>> {
    return jsonOf<UserJourneyView>(await this.journeys.find(query));
  }

  @RpcHandler('journey.event.find')
  async findEvents(@Payload() query: FindJourneyEventsDto): Promise<JsonText<UserEventsView>> {
    return jsonOf<UserEventsView>(await this.events.find(query));
  }

  @RpcHandler('journey.error.find')
  async findErrors(@Payload() query: FindFaultsDto): Promise<JsonText<UserErrorsView>> {
    return jsonOf<UserErrorsView>(await this.errors.find(query));
  }

  @RpcHandler('journey.slow.find')
  async findSlow(@Payload() query: FindFaultsDto): Promise<JsonText<UserSlowRequestsView>> {
    return jsonOf<UserSlowRequestsView>(await this.slow.find(query));
  }

  @RpcHandler('journey.request.find')
  async findRequest(@Payload() query: FindRequestDto): Promise<JsonText<RequestEventsView>> {
    return jsonOf<RequestEventsView>(await this.requests.find(query));
  }
}
