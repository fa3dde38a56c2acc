import { Module } from '@nestjs/common';
import { Nonces, SigningKeys } from '@trailmark/auth';
import { IssuedSigningKeys } from './issued-signing-keys.js';
import { SharedNonces } from './shared-nonces.js';

/** What routes marked with `@Signed()` need. */
@Module({
  providers: [
    { provide: SigningKeys, useClass: IssuedSigningKeys },
    { provide: Nonces, useClass: SharedNonces },
  ],
  exports: [SigningKeys, Nonces],
})
export class SignaturesModule {}
