import { ListField } from '../fields/list.field.js';
import { PeriodBounds, type TimePeriod, TimePeriodField } from '../fields/period.field.js';
import { IdentifierField } from '../fields/text.field.js';
import { MAX_USER_ID } from '../ingest/limits.js';
import { TREND_METRICS, type TrendMetric } from './figure.js';

/** What `GET /analytics/trends/{user_id}` takes. */
export class TrendQueryDto extends PeriodBounds {
  @ListField({ values: TREND_METRICS, description: 'Which ones, comma-separated; default all.' })
  metrics?: TrendMetric[];

  @TimePeriodField('last_30_days')
  time_period: TimePeriod = 'last_30_days';
}

/** What `dashboard.trend.find` receives. */
export class FindTrendsDto extends TrendQueryDto {
  @IdentifierField({ max: MAX_USER_ID })
  user_id!: string;
}
