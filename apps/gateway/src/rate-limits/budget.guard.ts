import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GuardedRequest, Permission, PERMISSION } from '@trailmark/auth';
import type { FastifyRequest } from 'fastify';
import { networkOf } from '../edge/address.js';
import { BUDGET } from './budget.decorator.js';
import { RouteBudget } from './budgets.js';
import { RateLimiter } from './rate-limiter.js';

/** What a route's permission spends; any other is sensitive. */
const BY_PERMISSION: Partial<Record<Permission, RouteBudget>> = {
  ingest: 'ingest',
  read: 'read',
  locate: 'read',
  configure: 'read',
};

type Handler = ReturnType<ExecutionContext['getHandler']>;

/**
 * Spends a route's budget: of the caller when a token says who it is, else of the address. Runs after
 * the access guard. A route with neither a permission nor a budget is free; what SDKs send is counted
 * by its write key, once that is read.
 */
@Injectable()
export class BudgetGuard implements CanActivate {
  private readonly known = new Map<Handler, RouteBudget | null>();

  constructor(
    private readonly reflector: Reflector,
    private readonly limiter: RateLimiter,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const budget = this.budgetOf(context);
    if (budget === null) return true;
    const { user, ip } = context
      .switchToHttp()
      .getRequest<FastifyRequest & Partial<Pick<GuardedRequest, 'user'>>>();
    const spent = this.limiter.spend(budget, user ? `sub:${user.sub}` : `ip:${networkOf(ip)}`);
    return spent instanceof Promise ? spent.then(() => true) : true;
  }

  private budgetOf(context: ExecutionContext): RouteBudget | null {
    const handler = context.getHandler();
    const known = this.known.get(handler);
    if (known !== undefined) return known;
    const budget = this.read<RouteBudget>(BUDGET, context) ?? this.byPermission(context);
    this.known.set(handler, budget);
    return budget;
  }

  private byPermission(context: ExecutionContext): RouteBudget | null {
    const permission = this.read<Permission>(PERMISSION, context);
    return permission ? (BY_PERMISSION[permission] ?? 'sensitive') : null;
  }

  private read<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T>(key, [context.getHandler(), context.getClass()]);
  }
}
