import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { RangeBoundField } from './instant.field.js';
import { TextField } from './text.field.js';

/** Names of the periods a question may be about; each ends now, but `custom`. */
export const TIME_PERIODS = [
  'last_hour',
  'last_24_hours',
  'last_7_days',
  'last_30_days',
  'last_90_days',
  'last_year',
  'custom',
] as const;
export type TimePeriod = (typeof TIME_PERIODS)[number];

/** The period asked for; the field's initial value, which is `byDefault`, is what absence means. */
export const TimePeriodField = (byDefault: TimePeriod): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      enum: TIME_PERIODS,
      enumName: 'TimePeriod',
      required: false,
      default: byDefault,
    }),
    IsIn(TIME_PERIODS),
  );

/** What goes with `time_period`, the same in every question about a period. */
export class PeriodBounds {
  @RangeBoundField({
    optional: true,
    description: 'For `custom`: its first day in the time zone, or its first instant.',
  })
  start_date?: string;

  @RangeBoundField({
    optional: true,
    description:
      'For `custom`: its last day in the time zone, or the instant before which it ends.',
  })
  end_date?: string;

  @TextField({
    max: 64,
    optional: true,
    example: 'Europe/Berlin',
    description: 'IANA name of the time zone that days are those of; default UTC.',
  })
  timezone?: string;
}
