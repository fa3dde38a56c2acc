import { ApiProperty } from '@nestjs/swagger';
import { ItemResult } from '../ingest/item-result.js';

export class ActivityResult extends ItemResult {
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description:
      'For a duplicate the id of the first; null when it failed or the configuration kept it out.',
  })
  activity_id!: string | null;
}

export class ActivityBatchResult {
  @ApiProperty({ description: 'Items that did not fail.' })
  processed_count!: number;

  @ApiProperty()
  failed_count!: number;

  @ApiProperty({ type: [ActivityResult], description: 'In the order of the request.' })
  results!: ActivityResult[];
}
