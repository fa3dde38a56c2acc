import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { Permission } from './policy.js';

export const PERMISSION = 'trailmark:permission';
export const PUBLIC = 'trailmark:public';

/** The permission a route needs. A route with neither this nor `@Public()` is refused. */
export const Allow = (permission: Permission) =>
  applyDecorators(SetMetadata(PERMISSION, permission), ApiBearerAuth());

/** Anyone may call it, without a token. */
export const Public = () => SetMetadata(PUBLIC, true);
