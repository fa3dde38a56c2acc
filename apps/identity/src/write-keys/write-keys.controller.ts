import { Controller } from '@nestjs/common';
import {
  CreateWriteKeyDto,
  KeysQueryDto,
  NewWriteKeyView,
  Page,
  RevokeKeyDto,
  VerifyWriteKeyDto,
  WriteKeyVerdict,
  WriteKeyView,
} from '@trailmark/contracts';
import { Payload, Public, RpcHandler } from '@trailmark/platform';
import { WriteKeysService } from './write-keys.service.js';

@Controller()
export class WriteKeysController {
  constructor(private readonly keys: WriteKeysService) {}

  @RpcHandler('identity.write-key.create')
  create(@Payload() request: CreateWriteKeyDto): Promise<NewWriteKeyView> {
    return this.keys.create(request);
  }

  @RpcHandler('identity.write-key.list')
  list(@Payload() query: KeysQueryDto): Promise<Page<WriteKeyView>> {
    return this.keys.list(query);
  }

  @RpcHandler('identity.write-key.revoke')
  revoke(@Payload() request: RevokeKeyDto): Promise<WriteKeyView> {
    return this.keys.revoke(request);
  }

  @RpcHandler('identity.write-key.verify')
  @Public()
  verify(@Payload() request: VerifyWriteKeyDto): Promise<WriteKeyVerdict> {
    return this.keys.verify(request);
  }
}
