import { Module } from '@nestjs/common';
import { AccountsRepository } from './accounts.repository.js';
import { Passwords } from './passwords.js';

/** Who may log in. The command `account` makes and changes accounts. */
@Module({
  providers: [AccountsRepository, Passwords],
  exports: [AccountsRepository, Passwords],
})
export class AccountsModule {}
