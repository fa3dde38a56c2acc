import { NestedField } from '../fields/object.field.js';
import { NumberField } from '../fields/number.field.js';
import { BooleanField } from '../fields/boolean.field.js';
import { TextField } from '../fields/text.field.js';
import { JourneyAddressDto } from './journey-query.dto.js';

/** What `journey.activity.find` receives. */
export class FindActivityDto {
  @NestedField(() => JourneyAddressDto, {})
  address!: JourneyAddressDto;

  @NumberField({ min: 1, max: 365, integer: true })
  days!: number;
}

/** What `journey.journey.find` receives. */
export class FindJourneyDto {
  @NestedField(() => JourneyAddressDto, {})
  address!: JourneyAddressDto;

  @NumberField({ min: 1, max: 90, integer: true })
  days!: number;

  @BooleanField({})
  include_correlation!: boolean;
}

/** What `journey.error.find` and `journey.slow.find` receive. */
export class FindFaultsDto extends FindActivityDto {
  @NumberField({ min: 1, max: 500, integer: true })
  limit!: number;
}

/** What `journey.event.find` receives. */
export class FindJourneyEventsDto extends FindActivityDto {
  @TextField({ max: 255, optional: true })
  event_type?: string | null;

  @NumberField({ min: 1, max: 1000, integer: true })
  limit!: number;
}
