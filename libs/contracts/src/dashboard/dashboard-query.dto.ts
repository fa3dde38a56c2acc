import { PeriodBounds, type TimePeriod, TimePeriodField } from '../fields/period.field.js';

/** What `GET /analytics/dashboard/{user_id}` takes. */
export class DashboardQueryDto extends PeriodBounds {
  @TimePeriodField('last_7_days')
  time_period: TimePeriod = 'last_7_days';
}

/** What `GET /analytics/insights/{user_id}` takes. */
export class InsightQueryDto extends PeriodBounds {
  @TimePeriodField('last_30_days')
  time_period: TimePeriod = 'last_30_days';
}
