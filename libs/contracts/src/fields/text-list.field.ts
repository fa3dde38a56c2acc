import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString, Matches } from 'class-validator';
import { CodePoints } from './code-points.js';
import { documented, FieldOptions, presence } from './optional.js';

interface TextListOptions extends FieldOptions {
  maxItems: number;
  /** Largest length of each text in Unicode code points. */
  maxLength: number;
}

/** A list of texts in a body, each 1…maxLength characters that do not begin or end with white space. */
export const TextListField = (options: TextListOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: options.maxLength },
      maxItems: options.maxItems,
      ...documented(options),
    }),
    Matches(/^\S(.*\S)?$/su, {
      each: true,
      message: 'each of $property must not begin or end with white space',
    }),
    CodePoints(1, options.maxLength, {
      each: true,
      message: `each of $property must be 1 to ${options.maxLength} characters long`,
    }),
    IsString({ each: true }),
    ArrayMaxSize(options.maxItems),
    IsArray(),
    ...presence(options),
  );
