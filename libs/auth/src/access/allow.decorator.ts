import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { Permission } from './policy.js';

export const PERMISSION = 'trailmark:permission';

/** The permission a route needs. A route with neither this nor platform's `@Public()` is refused. */
export const Allow = (permission: Permission) =>
  applyDecorators(SetMetadata(PERMISSION, permission), ApiBearerAuth());
