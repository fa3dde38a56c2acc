import { NumberField } from '../fields/number.field.js';
import { IdentifierField, TextField } from '../fields/text.field.js';

const MAX_NAME = 255;
const YEAR_MS = 366 * 86_400_000;

/** The keys of `details` that mean something to Trailmark; any others are kept as they come. */
export class ActivityDetailsDto {
  @TextField({ max: MAX_NAME, optional: true, example: 'create' })
  action?: string | null;

  @TextField({ max: MAX_NAME, optional: true, example: 'project' })
  target?: string | null;

  @TextField({ max: MAX_NAME, optional: true, example: 'project_123' })
  target_id?: string | null;

  @NumberField({ min: 0, max: YEAR_MS, optional: true, description: 'Milliseconds.' })
  duration?: number | null;

  @IdentifierField({
    max: 64,
    optional: true,
    example: 'success',
    description: '`success` counts as one in the success rate, any other as none.',
  })
  result?: string | null;
}
