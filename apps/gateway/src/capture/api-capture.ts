import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiProperty, ApiResponse } from '@nestjs/swagger';
import { ApiErrors } from '../envelope/api-envelope.js';

/** Exactly what PostHog answers: its SDKs send anything else again. */
export class Captured {
  @ApiProperty({ enum: ['Ok'] })
  status!: 'Ok';
}

/** Documents a route of SDKs. */
export const ApiCapture = () =>
  applyDecorators(
    ApiBody({
      description:
        'An event, a list or a batch of them; plain, gzipped, in base64, or as `data` of a form.',
      schema: { type: 'object', additionalProperties: true },
    }),
    ApiResponse({ status: 200, description: 'Durable', type: Captured }),
    ApiErrors('VALIDATION_ERROR', 'UNAUTHORIZED', 'PAYLOAD_TOO_LARGE', 'UNAVAILABLE'),
  );
