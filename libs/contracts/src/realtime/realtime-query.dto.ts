import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsTimeZone, Matches } from 'class-validator';
import { TIME_PERIODS, TimePeriod } from '../fields/period.field.js';
import { TextField } from '../fields/text.field.js';

/** Periods that end now, so that they move on while one watches. */
export type RealtimePeriod = Exclude<TimePeriod, 'custom'>;
const REALTIME_PERIODS = TIME_PERIODS.filter((period) => period !== 'custom');

const RealtimePeriodField = (byDefault: RealtimePeriod): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      enum: REALTIME_PERIODS,
      enumName: 'RealtimePeriod',
      required: false,
      default: byDefault,
      description: 'What the overviews are about.',
    }),
    IsIn(REALTIME_PERIODS),
  );

/** What `WS /analytics/realtime/{user_id}` takes; the gateway takes `access_token` off before. */
export class RealtimeQueryDto {
  @RealtimePeriodField('last_24_hours')
  time_period: RealtimePeriod = 'last_24_hours';

  @TextField({
    max: 64,
    optional: true,
    example: 'Europe/Berlin',
    description: 'IANA name of the time zone that days are those of; default UTC.',
  })
  @IsTimeZone({ message: '$property must be the IANA name of a time zone' })
  @Matches(/^[a-z]/i, { message: '$property must be a name, not an offset' })
  timezone?: string;
}
