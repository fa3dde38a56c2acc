import { Injectable } from '@nestjs/common';
import { PrivacyRequestPathDto, PrivacyRequestView, UserPathDto } from '@trailmark/contracts';
import { RpcClient } from '@trailmark/platform';

@Injectable()
export class PrivacyRequestsService {
  constructor(private readonly rpc: RpcClient) {}

  erase({ user_id }: UserPathDto): Promise<PrivacyRequestView> {
    return this.rpc.call('identity.privacy.erase', { user_id });
  }

  /** @throws NotFoundError when there is none that the caller may see. */
  find({ id }: PrivacyRequestPathDto): Promise<PrivacyRequestView> {
    return this.rpc.call('identity.privacy.find', { id });
  }
}
