import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { documented, FieldOptions } from './optional.js';

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
