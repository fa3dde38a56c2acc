import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { EdgeModule } from '../edge/edge.module.js';
import { AddressLimits } from './address-limits.js';
import { BudgetGuard } from './budget.guard.js';
import { RateLimiter } from './rate-limiter.js';

/** Imported after AuthModule: global guards run in the order of their modules. */
@Global()
@Module({
  imports: [EdgeModule],
  providers: [RateLimiter, AddressLimits, { provide: APP_GUARD, useClass: BudgetGuard }],
  exports: [RateLimiter],
})
export class RateLimitsModule {}
