import { ActivityOverview } from '../dashboard/dashboard.view.js';
import { Section } from '../dashboard/section.js';
import { Page } from '../http/pagination.js';
import { FindTraceDto, Trace } from '../journey/trace.js';
import { UserPeriodDto } from '../period/user-period.dto.js';
import { Figure } from '../trends/figure.js';
import { ActivitySummary } from './activity-summary.js';
import { ActivityView } from './activity.view.js';
import { ChainReport } from './chain-report.js';
import { FindActivitiesDto } from './find-activities.dto.js';
import { SummariseActivitiesDto } from './summarise-activities.dto.js';
import { VerifyActivitiesDto } from './verify-activities.dto.js';

export interface ActivityRpc {
  'activity.activity.find': { request: FindActivitiesDto; response: Page<ActivityView> };
  'activity.activity.summarise': { request: SummariseActivitiesDto; response: ActivitySummary };
  'activity.activity.verify': { request: VerifyActivitiesDto; response: ChainReport };
  /** Of activities. */
  'activity.figure.find': { request: UserPeriodDto; response: Figure[] };
  'activity.section.find': { request: UserPeriodDto; response: Section<ActivityOverview> };
  'activity.request.find': { request: FindTraceDto; response: Trace };
}
