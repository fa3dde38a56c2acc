import { NumberField } from '../fields/number.field.js';
import { TextField } from '../fields/text.field.js';

const MAX_BYTES = Number.MAX_SAFE_INTEGER;
const MAX_RATE = 1_000_000;
const MAX_TEXT = 64;

/** The page's JavaScript heap, in bytes. */
export class MemoryUsageDto {
  @NumberField({ min: 0, max: MAX_BYTES, optional: true, example: 50_000_000 })
  used_heap_size?: number | null;

  @NumberField({ min: 0, max: MAX_BYTES, optional: true, example: 100_000_000 })
  total_heap_size?: number | null;

  @NumberField({ min: 0, max: MAX_BYTES, optional: true, example: 200_000_000 })
  heap_size_limit?: number | null;

  @NumberField({ min: 0, max: 100, optional: true, example: 50 })
  memory_usage_percentage?: number | null;
}

/** Speeds are in megabits a second, the latency in milliseconds. */
export class NetworkInfoDto {
  @TextField({ max: MAX_TEXT, optional: true, example: '4g' })
  connection_type?: string | null;

  @TextField({ max: MAX_TEXT, optional: true, example: '4g' })
  effective_type?: string | null;

  @NumberField({ min: 0, max: MAX_RATE, optional: true, example: 10 })
  download_speed?: number | null;

  @NumberField({ min: 0, max: MAX_RATE, optional: true, example: 2 })
  upload_speed?: number | null;

  @NumberField({ min: 0, max: 600_000, optional: true, example: 50 })
  latency?: number | null;
}

export class DeviceInfoDto {
  @TextField({
    max: MAX_TEXT,
    optional: true,
    example: 'desktop',
    description:
      'Phones and tablets are scored by the mobile curves, all others by the desktop ones.',
  })
  device_type?: string | null;

  @TextField({ max: MAX_TEXT, optional: true, example: '1920x1080' })
  screen_resolution?: string | null;

  @TextField({ max: MAX_TEXT, optional: true, example: '1200x800' })
  viewport_size?: string | null;

  @NumberField({ min: 0, max: 100, optional: true, example: 2 })
  pixel_density?: number | null;
}
