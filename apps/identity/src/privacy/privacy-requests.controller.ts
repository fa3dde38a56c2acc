import { Controller } from '@nestjs/common';
import { PrivacyRequestPathDto, PrivacyRequestView, RequestErasureDto } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { PrivacyRequestsService } from './privacy-requests.service.js';

@Controller()
export class PrivacyRequestsController {
  constructor(private readonly requests: PrivacyRequestsService) {}

  @RpcHandler('identity.privacy.erase')
  erase(@Payload() request: RequestErasureDto): Promise<PrivacyRequestView> {
    return this.requests.erase(request);
  }

  @RpcHandler('identity.privacy.find')
  find(@Payload() request: PrivacyRequestPathDto): Promise<PrivacyRequestView> {
    return this.requests.find(request);
  }
}
