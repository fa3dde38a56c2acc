import { ApiProperty } from '@nestjs/swagger';
import { ApiNullableModel } from '../fields/nullable-model.js';
import { ConversionDataDto } from './conversion-data.dto.js';
import { FeatureUsedDto } from './feature-used.dto.js';
import { RetentionDataDto } from './retention-data.dto.js';
import { UserFlowStepDto } from './user-flow-step.dto.js';

export const USAGE_SOURCES = ['submitted', 'derived'] as const;
export type UsageSource = (typeof USAGE_SOURCES)[number];

/** One user's day as a client reads it. */
export class UsageView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  user_id!: string;

  @ApiProperty({ format: 'date', description: 'A derived row counts the UTC day.' })
  date!: string;

  @ApiProperty()
  session_count!: number;

  @ApiProperty({ description: 'Seconds.' })
  total_session_duration!: number;

  @ApiProperty({ description: 'Seconds.' })
  average_session_duration!: number;

  @ApiProperty()
  page_views!: number;

  @ApiProperty()
  unique_pages_visited!: number;

  @ApiProperty({ type: [FeatureUsedDto] })
  features_used!: FeatureUsedDto[];

  @ApiProperty({ description: '0 to 10.' })
  engagement_score!: number;

  @ApiNullableModel(RetentionDataDto)
  retention_data!: RetentionDataDto | null;

  @ApiNullableModel(ConversionDataDto)
  conversion_data!: ConversionDataDto | null;

  @ApiProperty({ type: [UserFlowStepDto] })
  user_flow!: UserFlowStepDto[];

  @ApiProperty({
    enum: USAGE_SOURCES,
    enumName: 'UsageSource',
    description: '`derived`: from the events alone; `submitted`: at least one field was submitted.',
  })
  source!: UsageSource;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time' })
  updated_at!: string;
}
