import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AccessGuard } from './access/access.guard.js';
import { KeySet } from './token/key-set.js';
import { KeySetStrategy } from './token/key-set.strategy.js';
import { SecretStrategy } from './token/secret.strategy.js';

/** Every route of the app behind a token and a permission, unless marked public. */
@Module({
  imports: [PassportModule],
  providers: [
    SecretStrategy,
    KeySetStrategy,
    KeySet,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
})
export class AuthModule {}
