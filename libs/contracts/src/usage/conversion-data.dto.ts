import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, ValidateBy } from 'class-validator';
import { NumberField } from '../fields/number.field.js';
import { Verbatim } from '../fields/object.field.js';
import { TextField } from '../fields/text.field.js';
import { MAX_CONVERSION_EVENTS } from './usage.limits.js';

/** The name of a conversion, or an object that tells more of it. */
export type ConversionEvent = string | Record<string, unknown>;

const isConversionEvent = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.length > 0 && value.length <= 255
    : typeof value === 'object' && value !== null && !Array.isArray(value);

const ConversionEventsField = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'array',
      items: { oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: true }] },
      maxItems: MAX_CONVERSION_EVENTS,
      required: false,
      nullable: true,
      description: 'Names, or objects that tell more.',
    }),
    Verbatim(),
    IsOptional(),
    IsArray(),
    ArrayMaxSize(MAX_CONVERSION_EVENTS),
    ValidateBy(
      {
        name: 'isConversionEvent',
        validator: {
          validate: isConversionEvent,
          defaultMessage: () => 'each value in $property must be a name or an object',
        },
      },
      { each: true },
    ),
  );

/** Where a user stands in the product's funnel. */
export class ConversionDataDto {
  @ConversionEventsField()
  conversion_events?: ConversionEvent[] | null;

  @TextField({ max: 64, optional: true, example: 'activated' })
  funnel_stage?: string | null;

  @NumberField({ min: 0, max: 1, optional: true, example: 0.8 })
  conversion_rate?: number | null;
}
