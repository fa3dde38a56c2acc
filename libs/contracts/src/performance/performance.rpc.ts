import { Section } from '../dashboard/section.js';
import { Page } from '../http/pagination.js';
import { FindTraceDto, Trace } from '../journey/trace.js';
import { UserPeriodDto } from '../period/user-period.dto.js';
import { Figure } from '../trends/figure.js';
import { FindPerformanceDto, PerformanceOverviewDto } from './find-performance.dto.js';
import { PerformanceOverview } from './performance-overview.js';
import { PerformanceView } from './performance.view.js';

export interface PerformanceRpc {
  'performance.metric.find': { request: FindPerformanceDto; response: Page<PerformanceView> };
  'performance.metric.overview': {
    request: PerformanceOverviewDto;
    response: PerformanceOverview;
  };
  /** Of page_load_time and performance_score. */
  'performance.figure.find': { request: UserPeriodDto; response: Figure[] };
  'performance.section.find': { request: UserPeriodDto; response: Section<PerformanceOverview> };
  'performance.request.find': { request: FindTraceDto; response: Trace };
}
