import { Injectable } from '@nestjs/common';
import { SigningKey, SigningKeys } from '@trailmark/auth';
import { RpcClient } from '@trailmark/platform';

/** Longer ones are nobody's, and stay so when they are cut. */
const MAX_KEY_ID = 256;

/** The keys that the identity service keeps; asked for each time, so that a revoked one serves no more. */
@Injectable()
export class IssuedSigningKeys extends SigningKeys {
  constructor(private readonly rpc: RpcClient) {
    super();
  }

  override find(keyId: string): Promise<SigningKey | null> {
    return this.rpc.call('identity.signing-key.find', { key_id: keyId.slice(0, MAX_KEY_ID) });
  }
}
