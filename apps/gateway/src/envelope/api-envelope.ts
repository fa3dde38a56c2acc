import { applyDecorators, Type } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ERROR_CODES, type ErrorCode, FieldErrorView, Pagination } from '@trailmark/contracts';
import { HTTP_STATUS } from '@trailmark/platform';

export class Metadata {
  @ApiProperty({ format: 'date-time' })
  timestamp!: string;

  @ApiProperty()
  request_id!: string;

  @ApiProperty({ description: 'Milliseconds.' })
  processing_time!: number;
}

class ErrorView {
  @ApiProperty({ enum: ERROR_CODES, enumName: 'ErrorCode' })
  code!: ErrorCode;

  @ApiProperty()
  message!: string;

  @ApiProperty({ type: [FieldErrorView], required: false })
  details?: FieldErrorView[];
}

export class ErrorResponse {
  @ApiProperty({ enum: [false] })
  success!: false;

  @ApiProperty()
  error!: ErrorView;

  @ApiProperty()
  metadata!: Metadata;
}

interface EnvelopeOptions {
  status?: number;
  description?: string;
  list?: boolean;
}

const envelopeOf = (model: Type<object>, list: boolean) => ({
  type: 'object',
  required: ['success', 'data', 'metadata', ...(list ? ['pagination'] : [])],
  properties: {
    success: { type: 'boolean', enum: [true] },
    data: list
      ? { type: 'array', items: { $ref: getSchemaPath(model) } }
      : { $ref: getSchemaPath(model) },
    ...(list && { pagination: { $ref: getSchemaPath(Pagination) } }),
    metadata: { $ref: getSchemaPath(Metadata) },
  },
});

/** Documents a success answer: `model` in the envelope. */
export const ApiEnvelope = (model: Type<object>, options: EnvelopeOptions = {}) =>
  applyDecorators(
    ApiExtraModels(model, Metadata, Pagination),
    ApiResponse({
      status: options.status ?? 200,
      description: options.description ?? 'OK',
      schema: envelopeOf(model, options.list ?? false),
    }),
  );

/** Documents the errors a route may answer with. */
export const ApiErrors = (...codes: ErrorCode[]) =>
  applyDecorators(
    ...codes.map((code) =>
      ApiResponse({ status: HTTP_STATUS[code], description: code, type: ErrorResponse }),
    ),
  );
