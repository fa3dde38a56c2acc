import { ApiProperty } from '@nestjs/swagger';
import { ApiNullableModel } from '../fields/nullable-model.js';
import { ItemResult } from '../ingest/item-result.js';
import { EventView } from './event.view.js';

export class EventResult extends ItemResult {
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description:
      'For a duplicate the id of the first; null when it failed or the configuration kept it out.',
  })
  event_id!: string | null;
}

export class EventBatchResult {
  @ApiProperty({ description: 'Items that did not fail.' })
  processed_count!: number;

  @ApiProperty()
  failed_count!: number;

  @ApiProperty({ type: [EventResult], description: 'In the order of the request.' })
  results!: EventResult[];
}

export const LOCATION_STATUSES = [
  'stored',
  'queued',
  'duplicate',
  'dropped',
  'dead_lettered',
] as const;
export type LocationStatus = (typeof LOCATION_STATUSES)[number];

/** Where one event is. */
export class EventLocation {
  @ApiProperty({ format: 'uuid' })
  event_id!: string;

  @ApiProperty({ enum: LOCATION_STATUSES, enumName: 'LocationStatus' })
  status!: LocationStatus;

  @ApiProperty({ type: String, nullable: true, description: 'The first id, for a duplicate.' })
  duplicate_of!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why it was dropped or set aside.' })
  reason!: string | null;

  @ApiNullableModel(EventView, { description: 'Once stored.' })
  event!: EventView | null;
}
