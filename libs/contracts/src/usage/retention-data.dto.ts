import { BooleanField } from '../fields/boolean.field.js';
import { NumberField } from '../fields/number.field.js';
import { TextField } from '../fields/text.field.js';
import { MAX_COUNT } from './usage.limits.js';

const MAX_DAYS = 100_000;

/** How a user keeps coming back, as of the row's day. */
export class RetentionDataDto {
  @BooleanField({ optional: true, example: false })
  is_new_user?: boolean | null;

  @NumberField({ integer: true, min: 0, max: MAX_DAYS, optional: true, example: 30 })
  days_since_signup?: number | null;

  @NumberField({ integer: true, min: 0, max: MAX_DAYS, optional: true, example: 1 })
  days_since_last_visit?: number | null;

  @NumberField({ integer: true, min: 0, max: MAX_COUNT, optional: true, example: 25 })
  total_visits?: number | null;

  @TextField({ max: 64, optional: true, example: 'weekly' })
  retention_period?: string | null;

  @NumberField({ min: 0, max: 1, optional: true, example: 0.2 })
  churn_risk_score?: number | null;
}
