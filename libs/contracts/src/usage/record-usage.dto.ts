import { PastDayField } from '../fields/day.field.js';
import { NestedListField } from '../fields/nested-list.field.js';
import { NumberField } from '../fields/number.field.js';
import { NestedField } from '../fields/object.field.js';
import { IdentifierField } from '../fields/text.field.js';
import { MAX_USER_ID } from '../ingest/limits.js';
import { ConversionDataDto } from './conversion-data.dto.js';
import { FeatureUsedDto } from './feature-used.dto.js';
import { RetentionDataDto } from './retention-data.dto.js';
import { MAX_COUNT, MAX_FEATURES, MAX_FLOW_STEPS, MAX_SECONDS } from './usage.limits.js';
import { UserFlowStepDto } from './user-flow-step.dto.js';

const count = { integer: true, min: 0, max: MAX_COUNT, optional: true };
const seconds = { ...count, max: MAX_SECONDS, description: 'Seconds.' };

/**
 * One user's day as the client counted it. What it leaves out is derived from the user's events; a
 * later submission for the same day takes the place of this one as a whole.
 */
export class RecordUsageDto {
  @IdentifierField({ max: MAX_USER_ID, example: 'user_123' })
  user_id!: string;

  @PastDayField({ description: 'The day counted; at the latest tomorrow (UTC).' })
  date!: string;

  @NumberField({ ...count, example: 3 })
  session_count?: number | null;

  @NumberField({ ...seconds, example: 7200 })
  total_session_duration?: number | null;

  @NumberField({ ...seconds, example: 2400 })
  average_session_duration?: number | null;

  @NumberField({ ...count, example: 25 })
  page_views?: number | null;

  @NumberField({ ...count, example: 8 })
  unique_pages_visited?: number | null;

  @NestedListField(() => FeatureUsedDto, { maxItems: MAX_FEATURES, optional: true })
  features_used?: FeatureUsedDto[] | null;

  @NumberField({
    min: 0,
    max: 10,
    optional: true,
    description: 'Kept to two decimals.',
    example: 8.5,
  })
  engagement_score?: number | null;

  @NestedField(() => RetentionDataDto, { optional: true })
  retention_data?: RetentionDataDto | null;

  @NestedField(() => ConversionDataDto, { optional: true })
  conversion_data?: ConversionDataDto | null;

  @NestedListField(() => UserFlowStepDto, { maxItems: MAX_FLOW_STEPS, optional: true })
  user_flow?: UserFlowStepDto[] | null;
}
