import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIP, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { documented, FieldOptions, presence } from './optional.js';

interface TextOptions extends FieldOptions {
  /** Largest length in Unicode code points, as the database column counts them. */
  max: number;
}

/** Text of 1…max characters. */
export const TextField = (options: TextOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, minLength: 1, maxLength: options.max, ...documented(options) }),
    IsString(),
    MinLength(1),
    MaxLength(options.max),
    ...presence(options),
  );

/**
 * Text that names something and is compared byte for byte. White space at either end is refused:
 * databases that pad when they compare would take `ann` and `ann ` for one.
 */
export const IdentifierField = (options: TextOptions): PropertyDecorator =>
  applyDecorators(
    TextField(options),
    Matches(/^\S(.*\S)?$/su, {
      message: '$property must not begin or end with white space',
    }),
  );

/** An IPv4 or IPv6 address. */
export const IpAddressField = (options: FieldOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, maxLength: 45, ...documented(options) }),
    IsIP(),
    ...presence(options),
  );
