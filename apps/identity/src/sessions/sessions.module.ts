import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { LoginFailuresRepository } from './login-failures.repository.js';
import { LoginGuard } from './login-guard.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';

/** Logging in with an e-mail address and a password. */
@Module({
  imports: [AccountsModule],
  controllers: [SessionsController],
  providers: [SessionsService, SessionsRepository, LoginGuard, LoginFailuresRepository],
  exports: [SessionsRepository, LoginFailuresRepository],
})
export class SessionsModule {}
