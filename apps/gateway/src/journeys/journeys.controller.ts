import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, Allow, CurrentAccess } from '@trailmark/auth';
import {
  ActivityQueryDto,
  JourneyEventsQueryDto,
  JourneyFaultsQueryDto,
  JourneyQueryDto,
  RequestEventsView,
  RequestPathDto,
  SlowEndpoint,
  UserActivityView,
  UserErrorsView,
  UserEventsView,
  UserJourneyView,
  UserSlowRequestsView,
} from '@trailmark/contracts';
import { JsonText } from '@trailmark/platform';
import { ApiErrors } from '../envelope/api-envelope.js';
import { AnsweredAs } from '../envelope/answered-as.decorator.js';
import { bare } from '../envelope/bare.js';
import { JourneysService } from './journeys.service.js';

@ApiTags('journeys')
@Controller('api/analytics')
@AnsweredAs(bare)
@Allow('read')
@ApiExtraModels(SlowEndpoint)
@ApiErrors(
  'VALIDATION_ERROR',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'UPSTREAM_ERROR',
  'UNAVAILABLE',
)
export class JourneysController {
  constructor(private readonly journeys: JourneysService) {}

  @Get('user/activity')
  @ApiOperation({ summary: 'What a user did: requests, errors, slow requests, endpoints' })
  @ApiOkResponse({ type: UserActivityView })
  activity(
    @Query() query: ActivityQueryDto,
    @CurrentAccess() access: Access,
  ): Promise<JsonText<UserActivityView>> {
    return this.journeys.activity(query, access);
  }

  @Get('user/journey')
  @ApiOperation({ summary: 'A user’s events, grouped by the request they belong to' })
  @ApiOkResponse({ type: UserJourneyView })
  journey(
    @Query() query: JourneyQueryDto,
    @CurrentAccess() access: Access,
  ): Promise<JsonText<UserJourneyView>> {
    return this.journeys.journey(query, access);
  }

  @Get('user/events')
  @ApiOperation({ summary: 'A user’s events, newest first' })
  @ApiOkResponse({ type: UserEventsView })
  events(
    @Query() query: JourneyEventsQueryDto,
    @CurrentAccess() access: Access,
  ): Promise<JsonText<UserEventsView>> {
    return this.journeys.events(query, access);
  }

  @Get('user/errors')
  @ApiOperation({ summary: 'The errors a user met, newest first' })
  @ApiOkResponse({ type: UserErrorsView })
  errors(
    @Query() query: JourneyFaultsQueryDto,
    @CurrentAccess() access: Access,
  ): Promise<JsonText<UserErrorsView>> {
    return this.journeys.errors(query, access);
  }

  @Get('user/slow-requests')
  @ApiOperation({ summary: 'A user’s requests over the threshold, newest first' })
  @ApiOkResponse({ type: UserSlowRequestsView })
  slowRequests(
    @Query() query: JourneyFaultsQueryDto,
    @CurrentAccess() access: Access,
  ): Promise<JsonText<UserSlowRequestsView>> {
    return this.journeys.slowRequests(query, access);
  }

  @Get('request/:request_id')
  @ApiOperation({ summary: 'Everything known of one request, oldest first' })
  @ApiOkResponse({ type: RequestEventsView })
  request(
    @Param() path: RequestPathDto,
    @CurrentAccess() access: Access,
  ): Promise<JsonText<RequestEventsView>> {
    return this.journeys.request(path, access);
  }
}
