import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsUUID } from 'class-validator';
import { documented, FieldOptions, presence } from './optional.js';

const inLowerCase = (value: unknown): unknown =>
  typeof value === 'string' ? value.toLowerCase() : value;

/** A UUID of any version, in its usual form; capitals are taken for small letters. */
export const UuidField = (options: FieldOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, format: 'uuid', ...documented(options) }),
    Transform(({ value }) => inLowerCase(value)),
    IsUUID('all'),
    ...presence(options),
  );
