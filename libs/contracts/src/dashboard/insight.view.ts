import { ApiProperty } from '@nestjs/swagger';
import { TREND_DIRECTIONS, type TrendDirection } from '../http/trend.view.js';
import { TREND_METRICS, type TrendMetric } from '../trends/figure.js';

export const INSIGHT_TYPES = ['usage', 'engagement', 'performance', 'errors', 'activity'] as const;
export type InsightType = (typeof INSIGHT_TYPES)[number];

export const INSIGHT_PRIORITIES = ['high', 'medium', 'low'] as const;
export type InsightPriority = (typeof INSIGHT_PRIORITIES)[number];

export const INSIGHT_IMPACTS = ['positive', 'negative', 'neutral'] as const;
export type InsightImpact = (typeof INSIGHT_IMPACTS)[number];

export const SIGNIFICANCE_TESTS = ['poisson', 'welch', 'proportions'] as const;
export type SignificanceTest = (typeof SIGNIFICANCE_TESTS)[number];

/** Why a change is not taken for chance. */
export class InsightEvidence {
  @ApiProperty({ enum: SIGNIFICANCE_TESTS, enumName: 'SignificanceTest' })
  test!: SignificanceTest;

  @ApiProperty({ example: 0.0004, description: 'How likely chance alone changes it this much.' })
  p_value!: number;

  @ApiProperty({ type: Number, nullable: true })
  current_value!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  previous_value!: number | null;

  @ApiProperty({ description: 'Things counted, measured or looked at in the period.' })
  current_observations!: number;

  @ApiProperty()
  previous_observations!: number;
}

/** Where to look further. */
export class InsightAction {
  @ApiProperty({ example: 'See the slowest pages' })
  label!: string;

  @ApiProperty({ example: '/analytics/performance/user_123/overview?time_period=last_7_days' })
  href!: string;
}

export class InsightView {
  @ApiProperty({ format: 'uuid', description: 'The same finding has the same id.' })
  id!: string;

  @ApiProperty({ enum: INSIGHT_TYPES, enumName: 'InsightType' })
  type!: InsightType;

  @ApiProperty({ enum: INSIGHT_PRIORITIES, enumName: 'InsightPriority' })
  priority!: InsightPriority;

  @ApiProperty({ example: 'Pages load faster' })
  title!: string;

  @ApiProperty()
  description!: string;

  @ApiProperty({ enum: INSIGHT_IMPACTS, enumName: 'InsightImpact' })
  impact!: InsightImpact;

  @ApiProperty({ enum: TREND_METRICS, enumName: 'TrendMetric' })
  metric!: TrendMetric;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: -20,
    description: 'null when the previous value is 0.',
  })
  change_percentage!: number | null;

  @ApiProperty({ enum: TREND_DIRECTIONS, enumName: 'TrendDirection' })
  trend!: TrendDirection;

  @ApiProperty({ type: [String] })
  recommendations!: string[];

  @ApiProperty({ example: 0.999, description: '1 − p_value.' })
  confidence!: number;

  @ApiProperty({ type: [String], example: ['performance'], description: 'Services it rests on.' })
  data_sources!: string[];

  @ApiProperty({ type: [InsightAction] })
  actions!: InsightAction[];

  @ApiProperty()
  evidence!: InsightEvidence;

  @ApiProperty({ format: 'date-time', description: 'When it was first found.' })
  created_at!: string;
}
