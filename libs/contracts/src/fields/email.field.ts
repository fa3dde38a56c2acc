import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsEmail } from 'class-validator';
import { documented, FieldOptions, presence } from './optional.js';

const inLowerCase = (value: unknown): unknown =>
  typeof value === 'string' ? value.toLowerCase() : value;

/** An e-mail address; capitals are taken for small letters. */
export const EmailField = (options: FieldOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, format: 'email', ...documented(options) }),
    Transform(({ value }) => inLowerCase(value)),
    IsEmail(),
    ...presence(options),
  );
