import { Injectable } from '@nestjs/common';
import {
  CreateWriteKeyDto,
  KeysQueryDto,
  NewWriteKeyView,
  WriteKeyView,
} from '@trailmark/contracts';
import { RpcClient } from '@trailmark/platform';
import { Listing } from '../envelope/listing.js';

@Injectable()
export class WriteKeysService {
  constructor(private readonly rpc: RpcClient) {}

  create(request: CreateWriteKeyDto): Promise<NewWriteKeyView> {
    return this.rpc.call('identity.write-key.create', request);
  }

  async list(query: KeysQueryDto): Promise<Listing<WriteKeyView>> {
    return new Listing(await this.rpc.call('identity.write-key.list', query), query);
  }

  revoke(id: string): Promise<WriteKeyView> {
    return this.rpc.call('identity.write-key.revoke', { id });
  }
}
