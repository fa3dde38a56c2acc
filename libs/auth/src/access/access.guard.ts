import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { Principal } from '@trailmark/contracts';
import {
  currentContext,
  ForbiddenError,
  hasCode,
  PUBLIC,
  UnauthorizedError,
} from '@trailmark/platform';
import { KEY_SET_TOKEN } from '../token/key-set.strategy.js';
import { SECRET_TOKEN } from '../token/secret.strategy.js';
import { AcceptedRequest } from '../token/token-accepted-until.js';
import { Access } from './access.js';
import { PERMISSION } from './allow.decorator.js';
import { Permission, reachOf } from './policy.js';
import { RecentBearers } from './recent-bearers.js';

/** A request as the guard leaves it. */
export interface GuardedRequest extends AcceptedRequest {
  user: Principal;
  access: Access;
  headers: { authorization?: string };
  params?: { user_id?: unknown };
  query?: { user_id?: unknown; user_ids?: unknown };
}

/** Reads a filter as the DTOs do: one text may hold commas, a list is taken as it is. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return value.split(',');
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
};

/** Every user a request names in its path or query. */
const namedUsers = ({ params, query }: GuardedRequest): string[] => [
  ...(typeof params?.user_id === 'string' ? [params.user_id] : []),
  ...textsIn(query?.user_id),
  ...textsIn(query?.user_ids),
];

/** Checks the token, the route's permission, and that a named user is within the caller's reach. */
@Injectable()
export class AccessGuard extends AuthGuard([SECRET_TOKEN, KEY_SET_TOKEN]) implements CanActivate {
  private readonly recent = new RecentBearers();

  constructor(private readonly reflector: Reflector) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http' || this.read<boolean>(PUBLIC, context)) return true;
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    await this.authenticate(request, context);
    request.access = this.accessOf(request.user, this.read<Permission>(PERMISSION, context));
    this.assertReaches(request);
    const current = currentContext();
    if (current) current.principal = request.user;
    return true;
  }

  /** @param reasons why each kind of token did not do. */
  override handleRequest<T>(error: unknown, principal: T | false, reasons: unknown): T {
    if (error instanceof Error) throw error;
    const away = [reasons].flat().find((reason) => hasCode(reason, 'UNAVAILABLE'));
    if (away) throw away;
    if (!principal) throw new UnauthorizedError();
    return principal;
  }

  private async authenticate(request: GuardedRequest, context: ExecutionContext): Promise<void> {
    const { authorization } = request.headers;
    const bearer = this.recent.find(authorization);
    if (bearer) {
      request.user = bearer.principal;
      request.tokenAcceptedUntil = bearer.tokenAcceptedUntil;
      return;
    }
    await super.canActivate(context);
    const { user: principal, tokenAcceptedUntil = null } = request;
    this.recent.remember(authorization, { principal, tokenAcceptedUntil });
  }

  private read<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T>(key, [context.getHandler(), context.getClass()]);
  }

  private accessOf(principal: Principal, permission: Permission | undefined): Access {
    const reach = permission && reachOf(permission, principal);
    if (!reach) throw new ForbiddenError('Your role does not allow this.');
    return new Access(principal, reach);
  }

  private assertReaches(request: GuardedRequest): void {
    const foreign = namedUsers(request).find((userId) => !request.access.reaches(userId));
    if (foreign !== undefined) throw new ForbiddenError('You may only see your own data.');
  }
}
