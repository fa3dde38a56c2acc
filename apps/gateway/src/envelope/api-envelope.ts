import { applyDecorators, Type } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import {
  DASHBOARD_SOURCES,
  type DashboardSource,
  ERROR_CODES,
  type ErrorCode,
  FieldErrorView,
  Pagination,
} from '@trailmark/contracts';
import { HTTP_STATUS } from '@trailmark/platform';

export class Metadata {
  @ApiProperty({ format: 'date-time' })
  timestamp!: string;

  @ApiProperty()
  request_id!: string;

  @ApiProperty({ description: 'Milliseconds.' })
  processing_time!: number;
}

export class PartialMetadata extends Metadata {
  @ApiProperty({
    enum: DASHBOARD_SOURCES,
    enumName: 'DashboardSource',
    isArray: true,
    description: 'Services that did not answer in time.',
  })
  degraded!: DashboardSource[];
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
  /** A page of a list: `pagination` beside it. */
  list?: boolean;
  /** A short list that may lack what a service would have told: `metadata.degraded` names it. */
  partial?: boolean;
  /** `ETag` is the version, for `If-Match`. */
  versioned?: boolean;
}

const envelopeOf = (model: Type<object>, { list = false, partial = false }: EnvelopeOptions) => ({
  type: 'object',
  required: ['success', 'data', 'metadata', ...(list ? ['pagination'] : [])],
  properties: {
    success: { type: 'boolean', enum: [true] },
    data:
      list || partial
        ? { type: 'array', items: { $ref: getSchemaPath(model) } }
        : { $ref: getSchemaPath(model) },
    ...(list && { pagination: { $ref: getSchemaPath(Pagination) } }),
    metadata: { $ref: getSchemaPath(partial ? PartialMetadata : Metadata) },
  },
});

const VERSION_HEADER = {
  description: 'The version, strong: to be named in `If-Match`.',
  schema: { type: 'string', example: '"3"' },
} as const;

/** Documents a success answer: `model` in the envelope. */
export const ApiEnvelope = (model: Type<object>, options: EnvelopeOptions = {}) =>
  applyDecorators(
    ApiExtraModels(model, Metadata, PartialMetadata, Pagination),
    ApiResponse({
      status: options.status ?? 200,
      description: options.description ?? 'OK',
      schema: envelopeOf(model, options),
      ...(options.versioned && { headers: { ETag: VERSION_HEADER } }),
    }),
  );

/** Documents the errors a route may answer with. */
export const ApiErrors = (...codes: ErrorCode[]) =>
  applyDecorators(
    ...codes.map((code) =>
      ApiResponse({ status: HTTP_STATUS[code], description: code, type: ErrorResponse }),
    ),
  );
