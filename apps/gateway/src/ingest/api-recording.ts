import { applyDecorators, Type } from '@nestjs/common';
import { ApiBody, ApiHeader } from '@nestjs/swagger';
import { Allow } from '@trailmark/auth';
import { ApiEnvelope, ApiErrors } from '../envelope/api-envelope.js';

/** A route that records one item (`body`) or a list of them, and its documentation. */
export const Records = (body: Type<object>, result: Type<object>) =>
  applyDecorators(
    Allow('ingest'),
    ApiHeader({
      name: 'Prefer',
      required: false,
      description: '`respond-async`: answer 202 as soon as it is durable.',
    }),
    ApiBody({ type: body }),
    ApiEnvelope(result, { status: 201, description: 'Settled: stored, duplicate or dropped' }),
    ApiEnvelope(result, { status: 202, description: 'Durable; stored later' }),
    ApiErrors('PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'),
  );
