import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AddressLimits } from './address-limits.js';
import { BudgetGuard } from './budget.guard.js';
import { RateLimiter } from './rate-limiter.js';

/** Imported after AuthModule: global guards run in the order of their modules. */
@Global()
@Module({
  providers: [RateLimiter, AddressLimits, { provide: APP_GUARD, useClass: BudgetGuard }],
  exports: [RateLimiter],
})
export class RateLimitsModule {}
