import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { isIP } from 'node:net';
import { IsString, Matches, ValidateBy } from 'class-validator';
import { CodePoints } from './code-points.js';
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
    CodePoints(1, options.max),
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

/** A zone such as `%eth0` means something on one machine only. */
const isAddress = (value: unknown): boolean =>
  typeof value === 'string' && isIP(value) !== 0 && !value.includes('%');

/** An IPv4 or IPv6 address without a zone. */
export const IpAddressField = (options: FieldOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, maxLength: 45, ...documented(options) }),
    ValidateBy({
      name: 'isAddress',
      validator: {
        validate: isAddress,
        defaultMessage: () => '$property must be an IPv4 or IPv6 address',
      },
    }),
    ...presence(options),
  );
