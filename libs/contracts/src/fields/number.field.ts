import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { documented, FieldOptions, presence } from './optional.js';

interface QueryIntOptions extends FieldOptions {
  min: number;
  max: number;
  default: number;
}

const toNumber = (value: unknown, fallback: number): unknown => {
  if (value === undefined) return fallback;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
};

/** A whole number in a query string, `default` when absent. */
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
    Transform(({ value }) => toNumber(value, options.default)),
    IsInt(),
    Min(options.min),
    Max(options.max),
    ...presence({ optional: false }),
  );
