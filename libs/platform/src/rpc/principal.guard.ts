import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { currentContext } from '../context/request-context.js';
import { UnauthorizedError } from '../errors/domain-errors.js';
import { PUBLIC } from '../http/public.decorator.js';

const reflector = new Reflector();

const isPublic = (execution: ExecutionContext): boolean =>
  reflector.getAllAndOverride<boolean>(PUBLIC, [execution.getHandler(), execution.getClass()]) ??
  false;

/** Refuses an RPC without a principal, unless the handler is public. */
@Injectable()
export class PrincipalGuard implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    if (!currentContext()?.principal && !isPublic(execution)) {
      throw new UnauthorizedError('A request needs a principal.');
    }
    return true;
  }
}
