import { ApiProperty } from '@nestjs/swagger';
import { RecentActivity, TypeShare } from '../activity/activity-shares.js';
import { EventsOverview } from '../events/events-overview.js';
import { ApiNullableModel } from '../fields/nullable-model.js';
import { TIME_PERIODS, type TimePeriod } from '../fields/period.field.js';
import { TrendView } from '../http/trend.view.js';
import { PerformanceOverview } from '../performance/performance-overview.js';
import { InsightView } from './insight.view.js';
import { UsageOverview } from './usage-overview.js';

/** Services that a dashboard is made from; one that does not answer in time is named `degraded`. */
export const DASHBOARD_SOURCES = ['events', 'performance', 'usage', 'activity'] as const;
export type DashboardSource = (typeof DASHBOARD_SOURCES)[number];

export class ActivityOverview {
  @ApiProperty()
  total_activities!: number;

  @ApiProperty({ type: [TypeShare], description: 'Most frequent first; none with 0.' })
  activity_breakdown!: TypeShare[];

  @ApiProperty({ type: [RecentActivity], description: 'The newest ten.' })
  recent_activities!: RecentActivity[];
}

const WHEN_NULL = 'null: its service did not answer, see `degraded`.';

/** Everything about one user in one period. */
export class DashboardView {
  @ApiProperty()
  user_id!: string;

  @ApiProperty({ enum: TIME_PERIODS, enumName: 'TimePeriod' })
  time_period!: TimePeriod;

  @ApiProperty({ format: 'date-time', description: 'The first instant of the period.' })
  start_date!: string;

  @ApiProperty({ format: 'date-time', description: 'The instant before which it ends.' })
  end_date!: string;

  @ApiProperty({ example: 'UTC' })
  timezone!: string;

  @ApiNullableModel(EventsOverview, { description: WHEN_NULL })
  overview!: EventsOverview | null;

  @ApiNullableModel(PerformanceOverview, { description: WHEN_NULL })
  performance!: PerformanceOverview | null;

  @ApiNullableModel(UsageOverview, { description: WHEN_NULL })
  usage!: UsageOverview | null;

  @ApiNullableModel(ActivityOverview, { description: WHEN_NULL })
  activity!: ActivityOverview | null;

  @ApiProperty({ type: [TrendView] })
  trends!: TrendView[];

  @ApiProperty({ type: [InsightView], description: 'Changes that are large and not chance.' })
  insights!: InsightView[];

  @ApiProperty({
    enum: DASHBOARD_SOURCES,
    enumName: 'DashboardSource',
    isArray: true,
    description: 'Services that did not answer in time. What is there is whole.',
  })
  degraded!: DashboardSource[];

  @ApiProperty({ format: 'date-time', description: 'When it was computed.' })
  last_updated!: string;
}
