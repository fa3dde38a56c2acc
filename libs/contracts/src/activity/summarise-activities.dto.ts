import { PeriodBounds, TimePeriodField, type TimePeriod } from '../fields/period.field.js';
import { IdentifierField } from '../fields/text.field.js';
import { MAX_USER_ID } from '../ingest/limits.js';

const DEFAULT_PERIOD = 'last_7_days';

/** What `GET /analytics/activities/{user_id}/summary` takes besides the user. */
export class ActivitySummaryQueryDto extends PeriodBounds {
  @TimePeriodField(DEFAULT_PERIOD)
  time_period: TimePeriod = DEFAULT_PERIOD;
}

/** What `activity.activity.summarise` receives. */
export class SummariseActivitiesDto extends ActivitySummaryQueryDto {
  @IdentifierField({ max: MAX_USER_ID })
  user_id!: string;
}
