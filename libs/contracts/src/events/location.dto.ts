import { TextField } from '../fields/text.field.js';

const MAX = 128;

export class LocationDto {
  @TextField({ max: MAX, optional: true, example: 'US' })
  country?: string;

  @TextField({ max: MAX, optional: true, example: 'CA' })
  region?: string;

  @TextField({ max: MAX, optional: true, example: 'San Francisco' })
  city?: string;

  @TextField({ max: MAX, optional: true, example: 'America/Los_Angeles' })
  timezone?: string;
}
