import { Injectable } from '@nestjs/common';
import { Access } from '@trailmark/auth';
import {
  CreateSigningKeyDto,
  NewSigningKeyView,
  SigningKeysQueryDto,
  SigningKeyView,
} from '@trailmark/contracts';
import { ForbiddenError, RpcClient } from '@trailmark/platform';
import { Listing } from '../envelope/listing.js';

/** Whose keys there are for a caller; null: everybody's. */
const ownerFor = ({ reach, principal }: Access): string | null =>
  reach === 'any' ? null : principal.sub;

@Injectable()
export class SigningKeysService {
  constructor(private readonly rpc: RpcClient) {}

  /** @throws ForbiddenError when it is for somebody beyond the caller's reach. */
  async create(request: CreateSigningKeyDto, access: Access): Promise<NewSigningKeyView> {
    const userId = request.user_id ?? access.principal.sub;
    if (!access.reaches(userId)) {
      throw new ForbiddenError('You may only make keys of your own.');
    }
    return this.rpc.call('identity.signing-key.create', { ...request, user_id: userId });
  }

  async list(query: SigningKeysQueryDto, access: Access): Promise<Listing<SigningKeyView>> {
    const request = { ...query, user_id: query.user_id ?? ownerFor(access) };
    return new Listing(await this.rpc.call('identity.signing-key.list', request), query);
  }

  revoke(id: string, access: Access): Promise<SigningKeyView> {
    return this.rpc.call('identity.signing-key.revoke', { id, user_id: ownerFor(access) });
  }
}
