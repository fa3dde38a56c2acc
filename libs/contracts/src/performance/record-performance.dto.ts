import { MAX_PAGE } from '../events/page-view.js';
import { OccurredAtField } from '../fields/instant.field.js';
import { NumberField } from '../fields/number.field.js';
import { JsonField, NestedField } from '../fields/object.field.js';
import { IdentifierField } from '../fields/text.field.js';
import { MAX_CLIENT_KEY, MAX_SESSION_ID, MAX_USER_ID } from '../ingest/limits.js';
import { DeviceInfoDto, MemoryUsageDto, NetworkInfoDto } from './measured.dto.js';

/** Ten minutes: nothing that a page does takes longer, so more is a broken clock. */
export const MAX_DURATION_MS = 600_000;
export const MAX_LAYOUT_SHIFT = 99.999;

/** Milliseconds; kept to the microsecond. */
const MillisecondsField = (example: number, optional = true): PropertyDecorator =>
  NumberField({ min: 0, max: MAX_DURATION_MS, optional, example });

/** One page load. A vital that the browser did not deliver is left out or `null`, never 0. */
export class RecordPerformanceDto {
  @IdentifierField({
    max: MAX_CLIENT_KEY,
    optional: true,
    description: 'Your own id of this measurement: sent again within 7 days it stores nothing.',
  })
  metrics_id?: string | null;

  @IdentifierField({ max: MAX_USER_ID, example: 'user_123' })
  user_id!: string;

  @IdentifierField({ max: MAX_SESSION_ID, example: 'session_456' })
  session_id!: string;

  @OccurredAtField({ optional: true, description: 'Default: the time of arrival.' })
  timestamp?: string | null;

  @IdentifierField({
    max: MAX_PAGE,
    optional: true,
    example: '/dashboard',
    description: 'Default: the page that the session was viewing.',
  })
  page?: string | null;

  @MillisecondsField(1500, false)
  page_load_time!: number;

  @MillisecondsField(200)
  time_to_first_byte?: number | null;

  @MillisecondsField(800)
  first_contentful_paint?: number | null;

  @MillisecondsField(1200)
  largest_contentful_paint?: number | null;

  @NumberField({ min: 0, max: MAX_LAYOUT_SHIFT, optional: true, example: 0.1 })
  cumulative_layout_shift?: number | null;

  @MillisecondsField(50)
  first_input_delay?: number | null;

  @MillisecondsField(100)
  total_blocking_time?: number | null;

  @MillisecondsField(120)
  interaction_to_next_paint?: number | null;

  @NestedField(() => MemoryUsageDto, { optional: true })
  memory_usage?: MemoryUsageDto | null;

  @NestedField(() => NetworkInfoDto, { optional: true })
  network_info?: NetworkInfoDto | null;

  @NestedField(() => DeviceInfoDto, { optional: true })
  device_info?: DeviceInfoDto | null;

  @JsonField({ optional: true, example: { time_to_interactive: 1900 } })
  custom_metrics?: Record<string, unknown> | null;
}
