import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { documented, FieldOptions, presence } from './optional.js';

/** `true` or `false` in a body; text that looks like one is refused. */
export const BooleanField = (options: FieldOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: Boolean, ...documented(options) }),
    IsBoolean(),
    ...presence(options),
  );
