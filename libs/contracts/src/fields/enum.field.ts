import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { documented, FieldOptions, presence } from './optional.js';

interface EnumOptions extends FieldOptions {
  /** Name of the schema in the OpenAPI document. */
  name: string;
}

/** Exactly one of `values`, case included. */
export const EnumField = (values: readonly string[], options: EnumOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ enum: values, enumName: options.name, ...documented(options) }),
    IsIn(values),
    ...presence(options),
  );
