import { Page } from '../http/pagination.js';
import { TrendView } from '../http/trend.view.js';
import { FindUsageDto, FindUsageTrendDto } from './usage-query.dto.js';
import { UsageView } from './usage.view.js';

export interface UsageRpc {
  'usage.metric.find': { request: FindUsageDto; response: Page<UsageView> };
  'usage.metric.trends': { request: FindUsageTrendDto; response: TrendView };
}
