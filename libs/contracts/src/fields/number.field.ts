import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsNumber, Max, Min } from 'class-validator';
import { documented, FieldOptions, presence } from './optional.js';

interface QueryIntOptions extends FieldOptions {
  min: number;
  max: number;
  default: number;
}

const toNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;

/** A whole number in a query string; the field's initial value is what absence means. */
export const QueryIntField = (options: QueryIntOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'integer',
      minimum: options.min,
      maximum: options.max,
      default: options.default,
      ...documented({ ...options, optional: true }),
      nullable: false,
    }),
    Transform(({ value }) => toNumber(value)),
    IsInt(),
    Min(options.min),
    Max(options.max),
  );

interface NumberOptions extends FieldOptions {
  min: number;
  max: number;
  /** Fractions are refused. */
  integer?: boolean;
}

const FINITE = { allowNaN: false, allowInfinity: false };

/** A number in a body, both bounds included; text that looks like one is refused. */
export const NumberField = (options: NumberOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: options.integer ? 'integer' : 'number',
      minimum: options.min,
      maximum: options.max,
      ...documented(options),
    }),
    options.integer ? IsInt() : IsNumber(FINITE),
    Min(options.min),
    Max(options.max),
    ...presence(options),
  );
