import { Controller } from '@nestjs/common';
import {
  FindSigningKeyDto,
  NewSigningKeyDto,
  NewSigningKeyView,
  Page,
  RevokeKeyDto,
  SigningKey,
  SigningKeysQueryDto,
  SigningKeyView,
} from '@trailmark/contracts';
import { Payload, Public, RpcHandler } from '@trailmark/platform';
import { SigningKeysService } from './signing-keys.service.js';

@Controller()
export class SigningKeysController {
  constructor(private readonly keys: SigningKeysService) {}

  @RpcHandler('identity.signing-key.create')
  create(@Payload() request: NewSigningKeyDto): Promise<NewSigningKeyView> {
    return this.keys.create(request);
  }

  @RpcHandler('identity.signing-key.list')
  list(@Payload() query: SigningKeysQueryDto): Promise<Page<SigningKeyView>> {
    return this.keys.list(query);
  }

  @RpcHandler('identity.signing-key.revoke')
  revoke(@Payload() request: RevokeKeyDto): Promise<SigningKeyView> {
    return this.keys.revoke(request);
  }

  @RpcHandler('identity.signing-key.find')
  @Public()
  find(@Payload() request: FindSigningKeyDto): Promise<SigningKey | null> {
    return this.keys.find(request);
  }
}
