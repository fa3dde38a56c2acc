import { ApiProperty } from '@nestjs/swagger';
import { ApiNullableModel } from '../fields/nullable-model.js';
import {
  EVENT_CATEGORIES,
  EVENT_TYPES,
  type EventCategory,
  type EventType,
  type Platform,
  PLATFORMS,
  type Source,
  SOURCES,
} from './event.enums.js';
import { LocationDto } from './location.dto.js';

/** A stored event as a client reads it. Instants are ISO 8601 in UTC. */
export class EventView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  user_id!: string;

  @ApiProperty()
  session_id!: string;

  @ApiProperty({ enum: EVENT_TYPES, enumName: 'EventType' })
  event_type!: EventType;

  @ApiProperty()
  event_name!: string;

  @ApiProperty({ enum: EVENT_CATEGORIES, enumName: 'EventCategory' })
  event_category!: EventCategory;

  @ApiProperty({ type: 'object', additionalProperties: true })
  properties!: Record<string, unknown>;

  @ApiProperty({ format: 'date-time' })
  timestamp!: string;

  @ApiProperty({ enum: SOURCES, enumName: 'Source' })
  source!: Source;

  @ApiProperty({ enum: PLATFORMS, enumName: 'Platform' })
  platform!: Platform;

  @ApiProperty({ type: String, nullable: true })
  user_agent!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'As IP_ANONYMISATION leaves it: a keyed hash, a truncated address, or null.',
  })
  ip_address!: string | null;

  @ApiNullableModel(LocationDto)
  location!: LocationDto | null;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;
}
