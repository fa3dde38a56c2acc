import { OccurredAtField } from '../fields/instant.field.js';
import { NumberField } from '../fields/number.field.js';
import { TextField } from '../fields/text.field.js';
import { MAX_COUNT, MAX_SECONDS } from './usage.limits.js';

/** One feature of the product, as one user used it on one day. */
export class FeatureUsedDto {
  @TextField({ max: 255, example: 'project_creation' })
  feature_name!: string;

  @TextField({ max: 128, optional: true, example: 'projects' })
  category?: string | null;

  @NumberField({ integer: true, min: 0, max: MAX_COUNT, example: 2 })
  usage_count!: number;

  @NumberField({ min: 0, max: MAX_SECONDS, optional: true, description: 'Seconds.', example: 300 })
  total_time_spent?: number | null;

  @OccurredAtField({ optional: true, example: '2025-09-18T10:30:00Z' })
  last_used?: string | null;

  @NumberField({ min: 0, max: 1, optional: true, example: 0.7 })
  proficiency_score?: number | null;
}
