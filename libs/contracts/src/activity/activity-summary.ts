import { ApiProperty } from '@nestjs/swagger';
import {
  CategoryShare,
  DayCount,
  RecentActivity,
  SeverityShare,
  TagCount,
  TypeShare,
} from './activity-shares.js';

export const HEALTH_STATUSES = ['healthy', 'degraded', 'critical'] as const;
export type HealthStatus = (typeof HEALTH_STATUSES)[number];

export class SystemHealth {
  @ApiProperty({
    enum: HEALTH_STATUSES,
    enumName: 'HealthStatus',
    description:
      '`critical`: at least one critical activity, or errors are 10 % of all or more. `degraded`: errors are 1 % or more, or warnings 10 %. Else `healthy`.',
  })
  status!: HealthStatus;

  @ApiProperty()
  critical_count!: number;

  @ApiProperty()
  error_count!: number;

  @ApiProperty()
  warning_count!: number;
}

/** The activities of one user in a period. */
export class ActivitySummary {
  @ApiProperty({ format: 'date-time', description: 'The period, inclusive.' })
  start_date!: string;

  @ApiProperty({ format: 'date-time', description: 'The end of the period, exclusive.' })
  end_date!: string;

  @ApiProperty()
  timezone!: string;

  @ApiProperty()
  total_activities!: number;

  @ApiProperty({ type: [TypeShare], description: 'Most frequent first; none with 0.' })
  activity_breakdown!: TypeShare[];

  @ApiProperty({ type: [CategoryShare] })
  category_breakdown!: CategoryShare[];

  @ApiProperty({ type: [SeverityShare] })
  severity_breakdown!: SeverityShare[];

  @ApiProperty({ type: [TagCount], description: 'At most ten, most frequent first.' })
  top_tags!: TagCount[];

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 0.9821,
    description:
      'Activities whose `details.result` is `success` among those that have one; null when none has.',
  })
  success_rate!: number | null;

  @ApiProperty({ description: 'Of category security, or of type authentication or authorization.' })
  security_events!: number;

  @ApiProperty({ type: SystemHealth })
  system_health!: SystemHealth;

  @ApiProperty({ type: [RecentActivity], description: 'The newest ten.' })
  recent_activities!: RecentActivity[];

  @ApiProperty({
    type: [DayCount],
    description: 'Activities of each day, oldest first; none left out.',
  })
  time_series!: DayCount[];
}
