import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AccessGuard } from './access/access.guard.js';
import { JwtStrategy } from './token/jwt.strategy.js';
import { SharedSecret, VerificationKeys } from './token/verification-keys.js';

/** Every route of the app behind a token and a permission, unless marked public. */
@Module({
  imports: [PassportModule],
  providers: [
    JwtStrategy,
    { provide: VerificationKeys, useClass: SharedSecret },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
})
export class AuthModule {}
