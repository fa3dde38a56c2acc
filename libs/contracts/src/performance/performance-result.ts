import { ApiProperty } from '@nestjs/swagger';
import { ItemResult } from '../ingest/item-result.js';

export class PerformanceResult extends ItemResult {
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description:
      'For a duplicate the id of the first; null when it failed or the configuration kept it out.',
  })
  metrics_id!: string | null;
}
