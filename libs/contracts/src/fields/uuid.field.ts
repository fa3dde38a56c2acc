import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { documented, FieldOptions, presence } from './optional.js';

/** A UUID of any version, in its usual form. */
export const UuidField = (options: FieldOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, format: 'uuid', ...documented(options) }),
    IsUUID('all'),
    ...presence(options),
  );
