import { PeriodBounds, type TimePeriod, TimePeriodField } from '../fields/period.field.js';
import { IdentifierField } from '../fields/text.field.js';
import { MAX_USER_ID } from '../ingest/limits.js';

/** One user in one period, as services ask each other. */
export class UserPeriodDto extends PeriodBounds {
  @IdentifierField({ max: MAX_USER_ID })
  user_id!: string;

  @TimePeriodField('last_7_days')
  time_period: TimePeriod = 'last_7_days';
}
