import {
  FindActivityDto,
  FindJourneyDto,
  FindJourneyEventsDto,
  FindFaultsDto,
} from './find-journey.dto.js';
import {
  RequestEventsView,
  UserActivityView,
  UserErrorsView,
  UserEventsView,
  UserJourneyView,
  UserSlowRequestsView,
} from './journey.views.js';
import { FindRequestDto } from './trace.js';

/**
 * NOT_FOUND: the address is nobody's. UPSTREAM_ERROR and UNAVAILABLE: PostHog failed and nothing is
 * kept.
 */
export interface JourneyRpc {
  'journey.activity.find': { request: FindActivityDto; response: UserActivityView };
  'journey.journey.find': { request: FindJourneyDto; response: UserJourneyView };
  'journey.event.find': { request: FindJourneyEventsDto; response: UserEventsView };
  'journey.error.find': { request: FindFaultsDto; response: UserErrorsView };
  'journey.slow.find': { request: FindFaultsDto; response: UserSlowRequestsView };
  'journey.request.find': { request: FindRequestDto; response: RequestEventsView };
}
