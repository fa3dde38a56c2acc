import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, ValidateNested } from 'class-validator';
import { documented, FieldOptions, presence } from './optional.js';

interface NestedListOptions extends FieldOptions {
  maxItems: number;
}

/** A list of objects, each validated by a DTO; a wrong one is named by its place (`steps.3.page`). */
export const NestedListField = (type: () => new () => object, options: NestedListOptions) =>
  applyDecorators(
    ApiProperty({ type: [type()], maxItems: options.maxItems, ...documented(options) }),
    IsArray(),
    ArrayMaxSize(options.maxItems),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(type),
    ...presence(options),
  );
