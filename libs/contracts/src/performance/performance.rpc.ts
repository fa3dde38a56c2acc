import { Page } from '../http/pagination.js';
import { FindPerformanceDto, PerformanceOverviewDto } from './find-performance.dto.js';
import { PerformanceOverview } from './performance-overview.js';
import { PerformanceView } from './performance.view.js';

export interface PerformanceRpc {
  'performance.metric.find': { request: FindPerformanceDto; response: Page<PerformanceView> };
  'performance.metric.overview': {
    request: PerformanceOverviewDto;
    response: PerformanceOverview;
  };
}
