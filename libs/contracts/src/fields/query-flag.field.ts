import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean } from 'class-validator';
import { documented, FieldOptions } from './optional.js';

interface QueryFlagOptions extends FieldOptions {
  default: boolean;
}

const FLAGS: Record<string, boolean> = { true: true, false: false };

const toFlag = (value: unknown): unknown =>
  typeof value === 'string' ? (FLAGS[value.toLowerCase()] ?? value) : value;

/** `true` or `false` in a query string; the field's initial value is what absence means. */
export const QueryFlagField = (options: QueryFlagOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: Boolean,
      default: options.default,
      ...documented({ ...options, optional: true }),
      nullable: false,
    }),
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => toFlag(obj[key])),
    IsBoolean(),
  );
