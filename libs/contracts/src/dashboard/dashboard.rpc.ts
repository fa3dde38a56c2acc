import { EventsOverview } from '../events/events-overview.js';
import { TrendView } from '../http/trend.view.js';
import { UserPeriodDto } from '../period/user-period.dto.js';
import { AnalyticsConfigView } from '../tracking/analytics-config.view.js';
import { ChangeConfigDto, FindConfigDto } from '../tracking/change-config.dto.js';
import { ListRetentionsDto } from '../tracking/retention-list.dto.js';
import { RetentionAnswer, UserRetentions } from '../tracking/user-retention.js';
import { FindTrendsDto } from '../trends/trend-query.dto.js';
import { DashboardSource, DashboardView } from './dashboard.view.js';
import { InsightView } from './insight.view.js';

/** A list that lacks what the named services would have told. */
export interface Partially<T> {
  items: T[];
  degraded: DashboardSource[];
}

export interface DashboardRpc {
  'dashboard.dashboard.find': { request: UserPeriodDto; response: DashboardView };
  /** The overview alone; UNAVAILABLE when the events service is away. */
  'dashboard.overview.find': { request: UserPeriodDto; response: EventsOverview };
  /** UNAVAILABLE when every service asked is away. */
  'dashboard.trend.find': { request: FindTrendsDto; response: Partially<TrendView> };
  /** UNAVAILABLE when every service asked is away. */
  'dashboard.insight.find': { request: UserPeriodDto; response: Partially<InsightView> };
  'dashboard.config.find': { request: FindConfigDto; response: AnalyticsConfigView };
  /** PRECONDITION_FAILED when `if_version` is not the stored one. */
  'dashboard.config.change': { request: ChangeConfigDto; response: AnalyticsConfigView };
  /** The users with a retention of their own, page by page. */
  'dashboard.retention.list': { request: ListRetentionsDto; response: UserRetentions };
  /** One user's own retention, as of now. */
  'dashboard.retention.find': { request: FindConfigDto; response: RetentionAnswer };
}
