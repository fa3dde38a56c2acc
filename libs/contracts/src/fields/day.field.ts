import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { isCalendarDate, MAX_FUTURE_MS } from './instant.js';
import { documented, FieldOptions, presence } from './optional.js';

/** A day that exists in the calendar, `YYYY-MM-DD`. */
export const DayField = (options: FieldOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, format: 'date', example: '2026-01-31', ...documented(options) }),
    ValidateBy({
      name: 'isDay',
      validator: {
        validate: isCalendarDate,
        defaultMessage: () => '$property must be a calendar date, YYYY-MM-DD',
      },
    }),
    ...presence(options),
  );

const latestDay = (): string => new Date(Date.now() + MAX_FUTURE_MS).toISOString().slice(0, 10);

/** A day that something was counted on: at the latest tomorrow (UTC), where some zones are already. */
export const PastDayField = (options: FieldOptions): PropertyDecorator =>
  applyDecorators(
    DayField(options),
    ValidateBy({
      name: 'isNotFarFutureDay',
      validator: {
        validate: (value) => !isCalendarDate(value) || value <= latestDay(),
        defaultMessage: () => '$property must not be later than tomorrow',
      },
    }),
  );
