import { BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { currentContext, Rate, RateLimitedError, RequestContext } from '@trailmark/platform';
import { AddressBudget, BudgetName, ratesOf, RouteBudget } from './budgets.js';
import { LimitsConfig } from './limits-config.js';
import { SharedWindows } from './shared-windows.js';
import { Standing, standingOf } from './standing.js';
import { Hit, Windows } from './windows.js';

interface Budget {
  rate: Rate;
  windows: Windows;
}

/**
 * Counts requests against budgets. Addresses are counted by each process, which they protect; all
 * else together with the other gateways while there is a Redis, and alone when not.
 */
@Injectable()
export class RateLimiter implements BeforeApplicationShutdown {
  private readonly budgets = new Map<BudgetName, Budget>();
  private readonly shared: SharedWindows | null;
  private readonly standings = new WeakMap<RequestContext, Standing>();

  constructor(config: LimitsConfig) {
    for (const [name, rate] of Object.entries(ratesOf(config))) {
      if (rate) this.budgets.set(name as BudgetName, { rate, windows: new Windows(rate.windowMs) });
    }
    const { redisUrl, ipHashKey, rateLimitTimeoutMs } = config;
    this.shared =
      redisUrl === null ? null : new SharedWindows(redisUrl, ipHashKey, rateLimitTimeoutMs);
  }

  beforeApplicationShutdown(): void {
    this.shared?.close();
  }

  /**
   * Spends one request of a route's budget; waits only for Redis.
   * @throws RateLimitedError when nothing is left.
   */
  spend(name: RouteBudget, subject: string): void | Promise<void> {
    const budget = this.budgets.get(name);
    if (!budget) return;
    if (this.shared?.isThere) return this.spendShared(this.shared, name, subject, budget);
    this.settle(budget.rate, budget.windows.hit(subject));
  }

  /**
   * Spends one request of an address.
   * @throws RateLimitedError when nothing is left, or when it was refused too often.
   */
  admit(address: string): void {
    const refused = this.budgets.get('refused');
    const refusals = refused?.windows.find(address);
    if (refused && refusals && refusals.hits >= refused.rate.requests) {
      this.settle(refused.rate, { ...refusals, hits: refusals.hits + 1 });
    }
    this.spendLocal('address', address);
  }

  /** Notes that an address was refused; what it may do from then on, `admit` says. */
  refuse(address: string): void {
    this.budgets.get('refused')?.windows.hit(address);
  }

  /** What the answer to a request tells; undefined: nothing bounds it. */
  standingFor(context: RequestContext | undefined): Standing | undefined {
    return context && this.standings.get(context);
  }

  private async spendShared(
    shared: SharedWindows,
    name: RouteBudget,
    subject: string,
    { rate, windows }: Budget,
  ): Promise<void> {
    const hit = await shared.hit(name, subject, rate.windowMs);
    this.settle(rate, hit ?? windows.hit(subject));
  }

  private spendLocal(name: AddressBudget, subject: string): void {
    const budget = this.budgets.get(name);
    if (budget) this.settle(budget.rate, budget.windows.hit(subject));
  }

  /** The last budget looked at is the one told of: it is the narrowest, or the one that is spent. */
  private settle(rate: Rate, hit: Hit): void {
    const standing = standingOf(rate, hit);
    const context = currentContext();
    if (context) this.standings.set(context, standing);
    if (hit.hits > rate.requests) throw new RateLimitedError(standing.resetS);
  }
}
