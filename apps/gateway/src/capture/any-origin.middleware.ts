import { ServerResponse } from 'node:http';
import { Injectable, NestMiddleware } from '@nestjs/common';

/**
 * Lets pages of any origin read every answer, refusals included: a write key is public, and there
 * are no cookies or tokens that a foreign page could use.
 */
@Injectable()
export class AnyOrigin implements NestMiddleware {
  use(_request: unknown, response: ServerResponse, next: () => void): void {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-expose-headers', 'retry-after, x-request-id');
    next();
  }
}
