import { Page } from '../http/pagination.js';
import { Section } from '../dashboard/section.js';
import { UsageOverviewAnswer } from '../dashboard/usage-overview.js';
import { UserPeriodDto } from '../period/user-period.dto.js';
import { Figure } from '../trends/figure.js';
import { TrendView } from '../http/trend.view.js';
import { FindUsageDto, FindUsageTrendDto } from './usage-query.dto.js';
import { UsageView } from './usage.view.js';

export interface UsageRpc {
  'usage.metric.find': { request: FindUsageDto; response: Page<UsageView> };
  'usage.metric.trends': { request: FindUsageTrendDto; response: TrendView };
  'usage.overview.find': { request: UserPeriodDto; response: UsageOverviewAnswer };
  /** Of engagement_score. */
  'usage.figure.find': { request: UserPeriodDto; response: Figure[] };
  'usage.section.find': { request: UserPeriodDto; response: Section<UsageOverviewAnswer> };
}
