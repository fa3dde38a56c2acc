import { OccurredAtField } from '../fields/instant.field.js';
import { NumberField } from '../fields/number.field.js';
import { TextField } from '../fields/text.field.js';
import { MAX_COUNT, MAX_SECONDS } from './usage.limits.js';

/** One step of a user's way through the product. */
export class UserFlowStepDto {
  @NumberField({ integer: true, min: 1, max: MAX_COUNT, example: 1 })
  step_number!: number;

  @TextField({ max: 2048, example: '/dashboard' })
  page_path!: string;

  @TextField({ max: 255, optional: true, example: 'page_view' })
  action?: string | null;

  @OccurredAtField({ optional: true, example: '2025-09-18T10:30:00Z' })
  timestamp?: string | null;

  @NumberField({ min: 0, max: MAX_SECONDS, optional: true, description: 'Seconds.', example: 120 })
  duration_on_step?: number | null;

  @NumberField({ min: 0, max: 1, optional: true, example: 0.1 })
  exit_rate?: number | null;
}
