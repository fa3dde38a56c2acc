import { ApiProperty } from '@nestjs/swagger';
import { ApiNullableModel } from '../fields/nullable-model.js';
import { DeviceInfoDto, MemoryUsageDto, NetworkInfoDto } from './measured.dto.js';

const ApiVital = (description = 'Milliseconds; null: not delivered.') =>
  ApiProperty({ type: Number, nullable: true, description });

/** A stored measurement as a client reads it. */
export class PerformanceView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  user_id!: string;

  @ApiProperty()
  session_id!: string;

  @ApiProperty({ format: 'date-time' })
  timestamp!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'As sent, or the page the session was viewing; null: neither is known (yet).',
  })
  page!: string | null;

  @ApiProperty({ description: 'Milliseconds.' })
  page_load_time!: number;

  @ApiVital()
  time_to_first_byte!: number | null;

  @ApiVital()
  first_contentful_paint!: number | null;

  @ApiVital()
  largest_contentful_paint!: number | null;

  @ApiVital('Without unit; null: not delivered.')
  cumulative_layout_shift!: number | null;

  @ApiVital()
  first_input_delay!: number | null;

  @ApiVital()
  total_blocking_time!: number | null;

  @ApiVital()
  interaction_to_next_paint!: number | null;

  @ApiVital('0 to 100 by the vitals that were delivered; null: none was that counts.')
  performance_score!: number | null;

  @ApiNullableModel(MemoryUsageDto)
  memory_usage!: MemoryUsageDto | null;

  @ApiNullableModel(NetworkInfoDto)
  network_info!: NetworkInfoDto | null;

  @ApiNullableModel(DeviceInfoDto)
  device_info!: DeviceInfoDto | null;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  custom_metrics!: Record<string, unknown> | null;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;
}
