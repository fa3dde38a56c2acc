import { createParamDecorator, ExecutionContext } from '@nestjs/common';
import { Access } from './access.js';
import { GuardedRequest } from './access.guard.js';

/** What the current request may do. */
export const CurrentAccess = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Access =>
    context.switchToHttp().getRequest<GuardedRequest>().access,
);
