import { PeriodBounds, type TimePeriod, TimePeriodField } from '../fields/period.field.js';
import { QueryIntField } from '../fields/number.field.js';
import { IdentifierField, TextField } from '../fields/text.field.js';
import { COUNT_LIMIT, DEFAULT_LIMIT, MAX_LIMIT } from '../http/pagination.js';
import { MAX_USER_ID } from '../ingest/limits.js';

/** What `GET /analytics/performance/{user_id}` takes. */
export class PerformanceQueryDto extends PeriodBounds {
  @TimePeriodField('last_24_hours')
  time_period: TimePeriod = 'last_24_hours';

  @QueryIntField({
    min: 1,
    max: COUNT_LIMIT,
    default: 1,
    description: `page × limit reaches ${COUNT_LIMIT} rows deep; beyond, use \`cursor\`.`,
  })
  page: number = 1;

  @QueryIntField({ min: 1, max: MAX_LIMIT, default: DEFAULT_LIMIT })
  limit: number = DEFAULT_LIMIT;

  @TextField({ max: 200, optional: true, description: '`next_cursor` of the page before.' })
  cursor?: string;
}

/** What `performance.metric.find` receives. */
export class FindPerformanceDto extends PerformanceQueryDto {
  @IdentifierField({ max: MAX_USER_ID })
  user_id!: string;
}

/** What `GET /analytics/performance/{user_id}/overview` takes. */
export class PerformanceOverviewQueryDto extends PeriodBounds {
  @TimePeriodField('last_7_days')
  time_period: TimePeriod = 'last_7_days';
}

/** What `performance.metric.overview` receives. */
export class PerformanceOverviewDto extends PerformanceOverviewQueryDto {
  @IdentifierField({ max: MAX_USER_ID })
  user_id!: string;
}
