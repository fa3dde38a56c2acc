import { EnumField } from '../fields/enum.field.js';
import { QueryIntField } from '../fields/number.field.js';
import { PeriodBounds, TimePeriodField, type TimePeriod } from '../fields/period.field.js';
import { IdentifierField, TextField } from '../fields/text.field.js';
import { DEFAULT_LIMIT, MAX_LIMIT } from '../http/pagination.js';
import { MAX_USER_ID } from '../ingest/limits.js';
import { MAX_USAGE_DAYS } from './usage.limits.js';

/** What `GET /analytics/usage/{user_id}` takes. */
export class UsageQueryDto extends PeriodBounds {
  @TimePeriodField('last_30_days')
  time_period: TimePeriod = 'last_30_days';

  @QueryIntField({ min: 1, max: MAX_USAGE_DAYS, default: 1 })
  page: number = 1;

  @QueryIntField({ min: 1, max: MAX_LIMIT, default: DEFAULT_LIMIT })
  limit: number = DEFAULT_LIMIT;

  @TextField({ max: 200, optional: true, description: '`next_cursor` of the page before.' })
  cursor?: string;
}

/** The figures of a usage row that have a trend. */
export const USAGE_METRICS = [
  'session_count',
  'total_session_duration',
  'average_session_duration',
  'page_views',
  'unique_pages_visited',
  'engagement_score',
] as const;
export type UsageMetric = (typeof USAGE_METRICS)[number];

/** What `GET /analytics/usage/{user_id}/trends` takes. */
export class UsageTrendQueryDto extends PeriodBounds {
  @EnumField(USAGE_METRICS, {
    name: 'UsageMetric',
    description:
      'Counts and durations add up over the period; the other three are averages: of the sessions, or of the days with a row.',
  })
  metric!: UsageMetric;

  @TimePeriodField('last_30_days')
  time_period: TimePeriod = 'last_30_days';
}

/** What `usage.metric.find` receives. */
export class FindUsageDto extends UsageQueryDto {
  @IdentifierField({ max: MAX_USER_ID })
  user_id!: string;
}

/** What `usage.metric.trends` receives. */
export class FindUsageTrendDto extends UsageTrendQueryDto {
  @IdentifierField({ max: MAX_USER_ID })
  user_id!: string;
}
