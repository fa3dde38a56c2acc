import { Injectable } from '@nestjs/common';
import { Access } from '@trailmark/auth';
import {
  ActivityQueryDto,
  JourneyEventsQueryDto,
  JourneyFaultsQueryDto,
  JourneyQueryDto,
  JourneyRpc,
  RequestEventsView,
  RequestPathDto,
  UserActivityView,
  UserErrorsView,
  UserEventsView,
  UserJourneyView,
  UserSlowRequestsView,
} from '@trailmark/contracts';
import { JsonText, RpcClient } from '@trailmark/platform';
import { addressOf } from './address.js';

/** The journey service gives those it asks most of the deadline, and then composes. */
const COMPOSED = 1.2;

/** Hands the journey service's answers on as the text that they are. */
@Injectable()
export class JourneysService {
  constructor(private readonly rpc: RpcClient) {}

  async activity(query: ActivityQueryDto, access: Access): Promise<JsonText<UserActivityView>> {
    const address = addressOf(query, access);
    return this.ask('journey.activity.find', { address, days: query.days });
  }

  async journey(query: JourneyQueryDto, access: Access): Promise<JsonText<UserJourneyView>> {
    const address = addressOf(query, access);
    const { days, include_correlation } = query;
    return this.ask('journey.journey.find', { address, days, include_correlation });
  }

  async events(query: JourneyEventsQueryDto, access: Access): Promise<JsonText<UserEventsView>> {
    const address = addressOf(query, access);
    const { days, limit, event_type = null } = query;
    return this.ask('journey.event.find', { address, days, limit, event_type });
  }

  async errors(query: JourneyFaultsQueryDto, access: Access): Promise<JsonText<UserErrorsView>> {
    const address = addressOf(query, access);
    return this.ask('journey.error.find', { address, days: query.days, limit: query.limit });
  }

  async slowRequests(
    query: JourneyFaultsQueryDto,
    access: Access,
  ): Promise<JsonText<UserSlowRequestsView>> {
    const address = addressOf(query, access);
    return this.ask('journey.slow.find', { address, days: query.days, limit: query.limit });
  }

  /** What everybody did within a request; of one who may see only its own data, what it did. */
  request(
    { request_id }: RequestPathDto,
    { principal, reach }: Access,
  ): Promise<JsonText<RequestEventsView>> {
    const user_id = reach === 'any' ? null : principal.sub;
    return this.ask('journey.request.find', { request_id, user_id });
  }

  private ask<S extends keyof JourneyRpc>(
    subject: S,
    request: JourneyRpc[S]['request'],
  ): Promise<JsonText<JourneyRpc[S]['response']>> {
    return this.rpc.callForText(subject, request, this.rpc.deadline(COMPOSED));
  }
}
