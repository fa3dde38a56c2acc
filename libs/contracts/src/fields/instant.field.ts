import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { instantAt, isCalendarDate, isInstant, MAX_FUTURE_MS } from './instant.js';
import { documented, FieldOptions, presence } from './optional.js';

const INSTANT_MESSAGE =
  '$property must be an ISO 8601 date and time with an offset, such as 2026-01-31T10:30:00Z';

/** An instant with offset, at any time. */
export const InstantField = (options: FieldOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, format: 'date-time', ...documented(options) }),
    ValidateBy({
      name: 'isInstant',
      validator: { validate: isInstant, defaultMessage: () => INSTANT_MESSAGE },
    }),
    ...presence(options),
  );

const isFarFuture = (value: unknown): boolean =>
  typeof value === 'string' && instantAt(value) > Date.now() + MAX_FUTURE_MS;

/** When something happened: an instant with offset, at most 24 hours in the future. */
export const OccurredAtField = (options: FieldOptions): PropertyDecorator =>
  applyDecorators(
    InstantField(options),
    ValidateBy({
      name: 'isNotFarFuture',
      validator: {
        validate: (value) => !isFarFuture(value) || !isInstant(value),
        defaultMessage: () => '$property must not be more than 24 hours in the future',
      },
    }),
  );

/** A bound of a range: `YYYY-MM-DD` (a whole UTC day) or an instant with offset. */
export const RangeBoundField = (options: FieldOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, example: '2026-01-31', ...documented(options) }),
    ValidateBy({
      name: 'isRangeBound',
      validator: {
        validate: (value) => isCalendarDate(value) || isInstant(value),
        defaultMessage: () =>
          '$property must be a date (YYYY-MM-DD) or an ISO 8601 date and time with an offset',
      },
    }),
    ...presence(options),
  );
