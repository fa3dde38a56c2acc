import { ApiProperty } from '@nestjs/swagger';

/** One user is in exactly one; thresholds are published in docs/formulas.md. */
export const USER_SEGMENTS = [
  'new',
  'power_user',
  'regular',
  'casual',
  'at_risk',
  'dormant',
] as const;
export type UserSegment = (typeof USER_SEGMENTS)[number];

export class MostUsedFeature {
  @ApiProperty({ example: 'project_creation' })
  feature_name!: string;

  @ApiProperty()
  usage_count!: number;

  @ApiProperty({ description: 'Of the users this dashboard is about, so 1.' })
  users!: number;
}

export class SegmentShare {
  @ApiProperty({ enum: USER_SEGMENTS, enumName: 'UserSegment' })
  segment!: UserSegment;

  @ApiProperty()
  users!: number;

  @ApiProperty({ example: 100 })
  percentage!: number;
}

/** How one user used the product on the days of a period. */
export class UsageOverview {
  @ApiProperty({ description: '1: active on at least one of the days; else 0.' })
  daily_active_users!: number;

  @ApiProperty({ example: 3.5, description: 'Sessions per day of the period, two decimals.' })
  session_frequency!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 0.8,
    description:
      'Features the user used among those that anybody used on these days, 0 to 1; 0: nobody used any; null: the events do not answer.',
  })
  feature_adoption_rate!: number | null;

  @ApiProperty({ type: [MostUsedFeature], description: 'The ten most used.' })
  most_used_features!: MostUsedFeature[];

  @ApiProperty({
    type: [SegmentShare],
    description: 'The one the user is in, by the 30 days before the end; empty: never seen.',
  })
  user_segments!: SegmentShare[];
}

/** What `usage.overview.find` answers. */
export interface UsageOverviewAnswer {
  overview: UsageOverview;
  /** Mean of the engagement scores submitted for days of the period; null: none was. */
  submitted_engagement_score: number | null;
}
